/** The public surface of PromptFlow. */

export { createRunner, type PageRunner } from './create-runner.ts';
export { askForDownload } from './element/download/ask-for-download.ts';
export { type FlowSample, PromptFlow, RunHistoryElement } from './element/index.ts';
export type {
  ExecuteOptions,
  FlowEngine,
  FlowResult,
  FlowSource,
  FollowOptions,
  LoadedModelInfo,
  ModelFile,
  ModelImportOptions,
  ModelImportProgress,
  ModelInfo,
  ModelLibrary,
  ModelSource,
  PastRun,
  PastRunStatus,
  Question,
  QueueInfo,
  QueueSettings,
  RunCursor,
  RunEntry,
  RunEvent,
  RunFilter,
  RunHistory,
  RunImport,
  RunnerServices,
  RunPage,
  RunQuery,
  RunState,
  RunStatus,
  RunTrace,
  StepCache,
  StepResult,
  StepStatus,
  StorageInfo,
  SubmitOptions,
  TaskFilter,
  TaskHandle,
  TaskInfo,
  TaskQueues,
  TaskServices,
  TaskStatus,
  TraceEvent,
} from './engine/index.ts';
export { FlowRunner, reduceRunState, runExecutor, toTraceEvents } from './engine/index.ts';
export {
  type Diagnostic,
  FlowError,
  type FlowErrorCode,
  type FlowErrorKind,
  type Span,
} from './errors/index.ts';
export { builtinRegistry } from './executors/builtin.ts';
export {
  BaseExecutor,
  type ExecutionResult,
  type ExecutorDescription,
  ExecutorRegistry,
  type FileInput,
  type FlowContext,
  type FlowFile,
  fail,
  succeed,
} from './executors/index.ts';
export type { FlowInspection, FlowOutline, InputDefinition } from './flow/index.ts';
export type { HubSettings } from './models/catalogue/hub/hub-settings.ts';
export type { ConfirmDownload, DownloadRequest } from './models/weights/download-policy.ts';
export { EngineClient, type EngineClientOptions } from './workers/engine/engine-client.ts';
export { sharedEngine } from './workers/shared-engine.ts';
