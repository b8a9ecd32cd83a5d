import './bridge/error-transfer.ts';
import { expose } from 'comlink';
import { FlowError } from '../errors/index.ts';
import type { LoadMessage, ModelWorkerApi, RunAnswer, RunMessage } from '../models/host/model-worker-api.ts';
import type { LoadedTask } from '../models/thread/tasks/task.ts';
import { serveLink } from './bridge/call-link.ts';

/** A thread for one pipeline. The heavy libraries come in with the first load, so that a call is never too early. */
let task: LoadedTask | undefined;

const api: ModelWorkerApi = {
  load: (order, link) =>
    serveLink<LoadMessage, void>(link, async () => {
      const [{ configureOnnxruntime }, { taskOf }] = await Promise.all([
        import('../models/thread/runtime/configure-onnxruntime.ts'),
        import('../models/thread/tasks/index.ts'),
      ]);
      const { model, device, dtype, files } = order;
      const load = await taskOf(order.task);
      configureOnnxruntime(order);
      try {
        task = await load({ model, device, dtype, files });
      } catch (thrown) {
        throw FlowError.from(thrown, 'model_load_failed');
      }
    }),
  run: (input, options, link) =>
    serveLink<RunMessage, RunAnswer>(link, async ({ signal, send }) => {
      if (task === undefined) throw new FlowError('model_load_failed', 'The model is not loaded.');
      const start = performance.now();
      try {
        const output = await task.run(input, options, {
          partial: send,
          isStopped: () => signal.aborted,
          breathe: () => new Promise((resolve) => setTimeout(resolve)),
        });
        return { output, runTime: (performance.now() - start) / 1000 };
      } catch (thrown) {
        throw FlowError.from(thrown, 'model_run_failed');
      }
    }),
};

expose(api);
