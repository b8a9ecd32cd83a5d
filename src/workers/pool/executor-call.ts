import type {
  Answer,
  AskRequest,
  ChildOptions,
  FileContent,
  FileInput,
  FlowContext,
  FlowFile,
  ModelAnswer,
  ModelSpec,
  Progress,
  RenderOptions,
  TaskReceipt,
  TaskRequest,
  VectorAccess,
} from '../../executors/index.ts';
import type { FlowSource } from '../../flow/index.ts';
import type { ExecutionAnswer } from './executor-answer.ts';

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

/** What the executor tells while it works. */
export type ExecutorMessage =
  | { readonly progress: Progress }
  | { readonly partial: Record<string, unknown> }
  | { readonly log: { readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly message: string } };

/** What the executor can ask of the engine's thread. */
export interface ContextServices {
  openFile(file: FileInput): Promise<Blob>;
  keepFile(file: FileContent, name?: string): Promise<FlowFile>;
  writeFile(path: string, file: FileContent): Promise<FlowFile>;
  findFile(path: string): Promise<FlowFile | undefined>;
  removeFile(path: string): Promise<void>;
  readCheckpoints(): Promise<ReadonlyMap<string, unknown>>;
  writeCheckpoint(key: string, value: unknown): Promise<void>;
  submitTask(task: TaskRequest): Promise<TaskReceipt>;
  taskResult(taskId: string): Promise<ExecutionAnswer>;
  cancelTask(taskId: string): Promise<void>;
  runModel(
    spec: ModelSpec,
    input: unknown,
    options: Readonly<Record<string, unknown>>,
    link: MessagePort,
  ): Promise<ModelAnswer>;
  describeIndex: VectorAccess['describe'];
  addVectors: VectorAccess['add'];
  searchVectors: VectorAccess['search'];
  removeVectors: VectorAccess['remove'];
  execute(
    executor: string,
    config: Readonly<Record<string, unknown>>,
    options: ChildOptions,
  ): Promise<ExecutionAnswer>;
  executeFlow(flow: FlowSource, inputs: Readonly<Record<string, unknown>>): Promise<ExecutionAnswer>;
  render(value: unknown, names: Readonly<Record<string, unknown>>, options: RenderOptions): Promise<unknown>;
  ask(request: AskRequest): Promise<Answer>;
}

/** What a model tells while it works for an executor of the pool. */
export type ModelMessage = { readonly progress: Progress } | { readonly partial: string };
