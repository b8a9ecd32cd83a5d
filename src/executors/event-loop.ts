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

/**
 * For a loop whose work may be done at once, again and again: it gives way to the event loop when a turn is over.
 *
 * @example
 * const turns = new Turns();
 * for (const row of rows) {
 *   work(row);
 *   if (turns.isOver) await turns.next();
 * }
 */
export class Turns {
  private startedAt = performance.now();

  get isOver(): boolean {
    return performance.now() - this.startedAt > LONGEST_TURN;
  }

  async next(): Promise<void> {
    await new Promise<void>((resolve) => nextTurn(resolve));
    this.startedAt = performance.now();
  }
}
