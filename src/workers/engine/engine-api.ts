import type {
  ExecuteOptions,
  RunTrace,
  StorageInfo,
  SubmitOptions,
  TaskInfo,
  TaskKey,
  TaskQueues,
} from '../../engine/index.ts';
import type { WireError } from '../../errors/index.ts';
import type { ExecutorDescription, FlowFile } from '../../executors/index.ts';
import type { FlowInspection, FlowSource } from '../../flow/index.ts';
import type { HubSettings } from '../../models/catalogue/hub/hub-settings.ts';
import type { ConfirmDownload } from '../../models/weights/download-policy.ts';
import type { WithReferences } from '../bridge/array-references.ts';
import type { WireHistory } from './history-bridge.ts';
import type { WireModels } from './models-bridge.ts';

export interface EngineSettings {
  /** The site's root, with a slash at the end: `models/` and `ort/` lie in it. */
  readonly root: string;
  /** Whether runs that a closed page cut off go on. */
  readonly autoResume: boolean;
  /** The queues whose tasks this page does; all of them where none are named. */
  readonly queues?: readonly string[];
  readonly hub?: HubSettings;
}

/** What the engine worker answers to. */
export interface EngineApi {
  /** Has to be the first call. */
  configure(settings: EngineSettings, confirmDownload?: ConfirmDownload): Promise<void>;
  inspectFlow(source: FlowSource): Promise<FlowInspection>;
  /** Answers with a packed `FlowResult`; the link reports packed `RunEvent`s (see `wire-run.ts`). */
  executeFlow(
    source: FlowSource,
    inputs: Readonly<Record<string, unknown>>,
    options: Pick<ExecuteOptions, 'device' | 'address' | 'executionId'>,
    link: MessagePort,
  ): Promise<WithReferences>;
  resumeRun(executionId: string, link: MessagePort): Promise<WithReferences>;
  runAgain(
    executionId: string,
    changed: Readonly<Record<string, unknown>>,
    link: MessagePort,
  ): Promise<WithReferences>;
  followRun(executionId: string, link: MessagePort): Promise<WithReferences>;
  /** Resolves when the flow is in its queue. */
  submitFlow(
    source: FlowSource,
    inputs: Readonly<Record<string, unknown>>,
    options: SubmitOptions,
  ): Promise<TaskKey>;
  readTask(taskId: string): Promise<TaskInfo>;
  /** As `executeFlow`, of a task. */
  taskResult(taskId: string, link: MessagePort): Promise<WithReferences>;
  cancelTask(taskId: string): Promise<void>;
  resumeTask(taskId: string): Promise<void>;
  readonly models: WireModels;
  readonly queues: TaskQueues;
  respond(executionId: string, step: string, values: Readonly<Record<string, unknown>>): Promise<void>;
  readTrace(executionId: string): Promise<RunTrace | undefined>;
  openFile(file: FlowFile): Promise<Blob | undefined>;
  /** What only the engine knows of it; `fault` in the form that crosses a thread. */
  storageKind(): Promise<{ readonly kind: StorageInfo['kind']; readonly fault?: WireError }>;
  readonly history: WireHistory;
  listExecutors(): Promise<readonly ExecutorDescription[]>;
  registerExecutor(name: string, url: string): Promise<ExecutorDescription>;
}

/** What the engine worker posts, again and again, to say that its thread is free. */
export const HEARTBEAT = 'heartbeat';
export const HEARTBEAT_MILLISECONDS = 500;
