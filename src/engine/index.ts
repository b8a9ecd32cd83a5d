export * from './clock.ts';
export * from './flow-engine.ts';
export * from './flow-runner.ts';
export type * from './history/run-history.ts';
export type {
  LoadedModelInfo,
  ModelFile,
  ModelImportOptions,
  ModelImportProgress,
  ModelInfo,
  ModelLibrary,
  ModelSource,
} from './model-library.ts';
export { plainData } from './plain-data.ts';
export type { SubmitOptions } from './queue/submit-options.ts';
export {
  type QueueState,
  type Rank,
  TASK_STATUSES,
  type Task,
  type TaskStatus,
  type TaskWork,
} from './queue/task.ts';
export type { FollowOptions, TaskCalls, TaskHandle, TaskKey } from './queue/task-handle.ts';
export type { TaskMessage } from './queue/task-message.ts';
export type * from './queue/task-queues.ts';
export type {
  FoundTask,
  TaskChannel,
  TaskLocks,
  TaskReader,
  TaskRooms,
  TaskServices,
  TaskWriter,
} from './queue/task-rooms.ts';
export type { RunCheckpoints } from './run/run-checkpoints.ts';
export type * from './run/run-store.ts';
export * from './run-executor.ts';
export * from './runner-services.ts';
export * from './state/flow-result.ts';
export * from './state/question.ts';
export { reduceRunState } from './state/reduce-run-state.ts';
export { replayRun } from './state/replay-run.ts';
export type * from './state/run-event.ts';
export * from './state/run-state.ts';
export type { StepCache } from './step/step-cache.ts';
export type { StorageInfo } from './storage-info.ts';
export type * from './trace/run-trace.ts';
export { type TraceEvent, toTraceEvents } from './trace/trace-events.ts';
