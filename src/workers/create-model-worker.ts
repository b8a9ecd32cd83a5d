import type { ModelWorker } from '../models/host/model-worker.ts';
import type { LoadMessage, ModelWorkerApi, RunAnswer, RunMessage } from '../models/host/model-worker-api.ts';
import { callWithLink } from './bridge/call-link.ts';
import { LiveWorker } from './bridge/live-worker.ts';

/** How long the threads of a runtime may take to end before their worker is ended as it is, in milliseconds. */
const PATIENCE = 400;

/** Starts a thread for one pipeline. */
export function createModelWorker(): ModelWorker {
  const live = new LiveWorker<ModelWorkerApi>(
    new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module', name: 'model' }),
  );
  let hasThreads = false;
  let isComputing = false;
  return {
    prepare: (order) => {
      hasThreads = order.threads > 1;
      return live.call((remote) => remote.prepare(order));
    },
    load: (files, onProgress) =>
      callWithLink<LoadMessage, void>((link) => live.call((remote) => remote.load(files, link)), {
        onMessage: onProgress,
      }),
    run: (input, options, { signal, onPartial }) => {
      const stop = stopFlag(signal);
      const order = { input, options, ...(stop !== undefined && { stop }) };
      isComputing = true;
      return callWithLink<RunMessage, RunAnswer>((link) => live.call((remote) => remote.run(order, link)), {
        signal,
        onMessage: onPartial,
      }).finally(() => {
        isComputing = false;
      });
    },
    terminate: (reason) => {
      // One that computes reads no messages.
      if (hasThreads && !isComputing) void live.retire(reason, (remote) => remote.end(), PATIENCE);
      else live.terminate(reason);
    },
    get alive() {
      return live.alive;
    },
  };
}

/** A message would lie unread until the run is over: a thread that computes reads only its memory. */
function stopFlag(signal: AbortSignal): Int32Array | undefined {
  if (!crossOriginIsolated) return undefined;
  const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const raise = (): void => void Atomics.store(stop, 0, 1);
  if (signal.aborted) raise();
  else signal.addEventListener('abort', raise, { once: true });
  return stop;
}
