import type { FlowError } from '../../errors/index.ts';
import type { Progress } from '../../executors/index.ts';
import type { LoadOrder, RunAnswer } from './model-worker-api.ts';

/** One thread that holds one pipeline, as the host sees it. */
export interface ModelWorker {
  load(order: LoadOrder, onProgress: (progress: Progress) => void): Promise<void>;
  run(
    input: unknown,
    options: Readonly<Record<string, unknown>>,
    onPartial: (text: string) => void,
  ): Promise<RunAnswer>;
  /** Ends the thread at once. Every open call rejects with the reason. */
  terminate(reason: FlowError): void;
  /** False once the thread has ended, by a call or by itself. */
  readonly alive: boolean;
}
