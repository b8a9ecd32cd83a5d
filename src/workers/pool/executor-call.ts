import type { WireError } from '../../errors/index.ts';
import type {
  ExecutionSuccess,
  FileInput,
  FlowContext,
  FlowFile,
  ModelAnswer,
  ModelSpec,
  Progress,
} from '../../executors/index.ts';

/** One call of an executor as it crosses to a worker of the pool. */
export interface ExecutorCall {
  readonly executor: string;
  /** For an executor of the page's author: the module it is loaded from. */
  readonly moduleUrl?: string;
  readonly config: unknown;
  readonly context: Pick<
    FlowContext,
    'flowId' | 'stepName' | 'executionId' | 'config' | 'metadata' | 'tempDir' | 'run'
  >;
}

/** How it ended: as an `ExecutionResult`, its error in the form that crosses threads whole. */
export type ExecutionAnswer =
  | ExecutionSuccess
  | { readonly success: false; readonly error: WireError; readonly metadata?: Record<string, unknown> };

/** What the executor tells while it works. */
export type ExecutorMessage =
  | { readonly progress: Progress }
  | { readonly partial: Record<string, unknown> }
  | { readonly log: { readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly message: string } };

/** What the executor can ask of the engine's thread. */
export interface ContextServices {
  openFile(file: FileInput): Promise<Blob>;
  keepFile(file: FileInput, name?: string): Promise<FlowFile>;
  runModel(
    spec: ModelSpec,
    input: unknown,
    options: Readonly<Record<string, unknown>>,
    link: MessagePort,
  ): Promise<ModelAnswer>;
}

/** What a model tells while it works for an executor of the pool. */
export type ModelMessage = { readonly progress: Progress } | { readonly partial: string };
