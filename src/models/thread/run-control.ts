import { cancellationOf } from '../../errors/index.ts';
import type { RunControl } from './tasks/task.ts';

interface Caller {
  /** Shared memory that becomes 1 when the caller gives up. */
  readonly stop: Int32Array | undefined;
  /** Aborted by a message, which is only read when the thread has nothing else to do. */
  readonly signal: AbortSignal;
  readonly partial: (text: string) => void;
}

/** How a task hears of its caller. */
export function runControl({ stop, signal, partial }: Caller): RunControl {
  const isStopped = (): boolean => signal.aborted || (stop !== undefined && Atomics.load(stop, 0) === 1);
  return {
    partial,
    isStopped,
    async breathe() {
      if (stop === undefined) await nextMessage();
      if (isStopped()) throw cancellationOf(signal.aborted ? signal : undefined);
    },
  };
}

const { port1, port2 } = new MessageChannel();

/** A turn of the event loop, in which a message that waits is read. A timer would take its 4 ms each time. */
function nextMessage(): Promise<void> {
  return new Promise((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(0);
  });
}
