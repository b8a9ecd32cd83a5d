/**
 * Lets the event loop go round once, so that what an engine left behind is paid for outside of the next timing.
 * A timer would do too, but browsers make a nested one wait for 4 ms.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
