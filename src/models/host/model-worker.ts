import type { FlowError } from '../../errors/index.ts';
import type { Progress } from '../../executors/index.ts';
import type { ModelFiles } from '../weights/model-files.ts';
import type { RunAnswer, WorkerOrder } from './model-worker-api.ts';

/** How a caller stays with a run. */
export interface RunWatch {
  /** Asks the run to end early; whether and when it does is up to the task. */
  readonly signal: AbortSignal;
  readonly onPartial: (text: string) => void;
}

/** One thread that holds one pipeline, as the host sees it. */
export interface ModelWorker {
  /** Brings in the libraries and starts the runtime: what can be done before the weights are there. */
  prepare(order: WorkerOrder): Promise<void>;
  load(files: ModelFiles, onProgress: (progress: Progress) => void): Promise<void>;
  run(input: unknown, options: Readonly<Record<string, unknown>>, watch: RunWatch): Promise<RunAnswer>;
  /** Ends the thread; where it is idle, its own threads before it. Every open call rejects with the reason at once. */
  terminate(reason: FlowError): void;
  /** False once the thread has ended, by a call or by itself. */
  readonly alive: boolean;
}
