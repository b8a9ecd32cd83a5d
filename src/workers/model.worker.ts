import './bridge/error-transfer.ts';
import { expose, transfer } from 'comlink';
import { FlowError } from '../errors/index.ts';
import type { LoadMessage, ModelWorkerApi, RunAnswer, RunMessage } from '../models/host/model-worker-api.ts';
import type { PreparedTask } from '../models/thread/prepare-task.ts';
import { endRuntimeThreads } from '../models/thread/runtime/runtime-threads.ts';
import type { LoadedTask } from '../models/thread/tasks/task.ts';
import { transferablesIn } from '../models/thread/transferables-in.ts';
import { serveLink } from './bridge/call-link.ts';

/** A thread for one pipeline. The heavy libraries come in with `prepare`, so that a call is never too early. */
let prepared: PreparedTask | undefined;
let task: LoadedTask | undefined;

const api: ModelWorkerApi = {
  async prepare(order) {
    const { prepareTask } = await import('../models/thread/prepare-task.ts');
    prepared = await prepareTask(order);
  },
  load: (files, link) =>
    serveLink<LoadMessage, void>(link, async () => {
      if (prepared === undefined) throw new FlowError('model_load_failed', 'The worker is not ready.');
      task = await prepared.load(files);
    }),
  run: ({ input, options, stop }, link) =>
    serveLink<RunMessage, RunAnswer>(link, async ({ signal, send }) => {
      if (task === undefined || prepared === undefined) {
        throw new FlowError('model_load_failed', 'The model is not loaded.');
      }
      const start = performance.now();
      const output = await prepared.run(task, { input, options, stop, signal, partial: send });
      return transfer({ output, runTime: (performance.now() - start) / 1000 }, transferablesIn(output));
    }),
  end: endRuntimeThreads,
};

expose(api);
