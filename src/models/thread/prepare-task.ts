import { FlowError } from '../../errors/index.ts';
import type { WorkerOrder } from '../host/model-worker-api.ts';
import type { ModelFiles } from '../weights/model-files.ts';
import { runControl } from './run-control.ts';
import { configureOnnxruntime } from './runtime/configure-onnxruntime.ts';
import { deviceLoss } from './runtime/device-loss.ts';
import { graphOptions } from './runtime/graph-options.ts';
import { runtimeFault } from './runtime/runtime-fault.ts';
import { watchRuntimeThreads } from './runtime/runtime-threads.ts';
import { startRuntime } from './runtime/start-runtime.ts';
import { taskOf } from './tasks/index.ts';
import type { LoadedTask } from './tasks/task.ts';

export interface TaskRun {
  readonly input: unknown;
  readonly options: Readonly<Record<string, unknown>>;
  readonly stop: Int32Array | undefined;
  readonly signal: AbortSignal;
  readonly partial: (text: string) => void;
}

/** A worker that is ready for weights. */
export interface PreparedTask {
  load(files: ModelFiles): Promise<LoadedTask>;
  run(task: LoadedTask, run: TaskRun): Promise<unknown>;
}

/** Brings in what the task needs and starts the runtime, at the same time: each takes as long as the other. */
export async function prepareTask(order: WorkerOrder): Promise<PreparedTask> {
  const { model, device, dtype, isOptimised } = order;
  configureOnnxruntime(order);
  watchRuntimeThreads();
  const [load] = await Promise.all([
    taskOf(order.task),
    startRuntime().catch((thrown: unknown) => {
      throw runtimeFault(thrown, 'model_load_failed');
    }),
  ]);
  return {
    async load(files) {
      try {
        return await load({ model, device, dtype, files, graphs: graphOptions(device, isOptimised) });
      } catch (thrown) {
        throw runtimeFault(thrown, 'model_load_failed');
      }
    },
    async run(task, { input, options, stop, signal, partial }) {
      try {
        const running = task.run(input, options, runControl({ stop, signal, partial }));
        // A run on a device that is lost may never end.
        return await (device === 'webgpu' ? Promise.race([running, deviceLoss()]) : running);
      } catch (thrown) {
        throw thrown instanceof FlowError ? thrown : runtimeFault(thrown, 'model_run_failed');
      }
    },
  };
}
