/**
 * How long the engine works in one turn of the event loop, in milliseconds. Steps that are done at once never
 * give way by themselves, and a thread that never gives way hears no cancellation and misses its heartbeat.
 */
export const LONGEST_TURN = 16;

const channel = typeof setImmediate === 'function' ? undefined : new MessageChannel();
const waiting: (() => void)[] = [];
if (channel !== undefined) channel.port1.onmessage = () => waiting.shift()?.();

/** Lets timers and messages have their turn, then calls back. setTimeout would add 4 ms each time. */
export function nextTurn(callback: () => void): void {
  if (channel === undefined) {
    setImmediate(callback);
    return;
  }
  waiting.push(callback);
  channel.port2.postMessage(undefined);
}
