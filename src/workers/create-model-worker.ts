import type { ModelWorker } from '../models/host/model-worker.ts';
import type { LoadMessage, ModelWorkerApi, RunAnswer, RunMessage } from '../models/host/model-worker-api.ts';
import { callWithLink } from './bridge/call-link.ts';
import { LiveWorker } from './bridge/live-worker.ts';

/** Starts a thread for one pipeline. */
export function createModelWorker(): ModelWorker {
  const live = new LiveWorker<ModelWorkerApi>(
    new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module', name: 'model' }),
  );
  return {
    load: (order, onProgress) =>
      callWithLink<LoadMessage, void>((link) => live.call((remote) => remote.load(order, link)), {
        onMessage: onProgress,
      }),
    run: (input, options, onPartial) =>
      callWithLink<RunMessage, RunAnswer>((link) => live.call((remote) => remote.run(input, options, link)), {
        onMessage: onPartial,
      }),
    terminate: (reason) => live.terminate(reason),
    get alive() {
      return live.alive;
    },
  };
}
