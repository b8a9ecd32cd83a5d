import type { FileInput, FlowFile } from './flow-file.ts';
import type { ModelAccess } from './model-access.ts';
import type { Progress } from './progress.ts';

/** What a step may look at and reach while it runs. Everything outside itself an executor reaches through this. */
export interface FlowContext {
  /** The flow's name. */
  readonly flowId: string;
  readonly stepName: string;
  /** One id per run. */
  readonly executionId: string;
  /** The flow's own `config`, read-only. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** A folder-like prefix for names of temporary files of this run. */
  readonly tempDir: string;
  /** Aborted when the run is cancelled or the step's time is over. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  readonly files: FileAccess;
  readonly models: ModelAccess;
  /** The results that `references(config)` named, and the run's inputs. A snapshot: changing it changes nothing. */
  readonly run: RunSnapshot;
  /** Tells the page how far the work is. */
  progress(progress: Progress): void;
  /** Shows outputs that are not final yet, such as a transcript that grows. */
  emit(partial: Record<string, unknown>): void;
}

export interface RunSnapshot {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly steps: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Files by reference. */
export interface FileAccess {
  /** The bytes behind any form of file. Rejects with `file_not_found` or `file_invalid`. */
  open(file: FileInput): Promise<Blob>;
  /** Puts any form of file into the store and gives the reference to hand on. The same bytes are kept once. */
  keep(file: FileInput, name?: string): Promise<FlowFile>;
}
