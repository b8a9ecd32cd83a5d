import type { DBSchema, IDBPDatabase, StoreNames } from 'idb';
import type { QueueState, Task, TaskWork } from '../../engine/index.ts';
import type { FlowFile } from '../../executors/index.ts';
import type { StoredModel } from '../../models/weights/weight-store.ts';
import type { JournalRecord, RunRecord, StoredFlow } from '../runs/run-record.ts';
import type { CodeBlock, RowBlock, StoredIndex, StoredItem } from '../vectors/vector-records.ts';

/** What IndexedDB holds, in one place: every store's keys and values are typed by this. */
export interface PromptFlowSchema extends DBSchema {
  /** What is known of stored bytes, by their SHA-256: the same bytes are stored once. */
  files: {
    key: string;
    value: StoredFile;
    indexes: { usedAt: number };
  };
  /** The bytes themselves, in pieces: [sha256 or what the file names as `under`, place]. */
  chunks: {
    key: [sha256: string, index: number];
    value: FileChunk;
  };
  /** Who needs a file: a run, a task, a path. Bytes that nobody holds go after a day without use. */
  holds: {
    key: [sha256: string, holder: string];
    value: { readonly sha256: string; readonly holder: string };
    indexes: { holder: string };
  };
  /** Files by path, such as `runs/ID/page.png`. */
  paths: {
    key: string;
    value: { readonly path: string; readonly file: FlowFile };
  };
  /** Texts of flows that runs were made of, by SHA-256. */
  flows: {
    key: string;
    value: StoredFlow;
  };
  runs: {
    key: string;
    value: RunRecord;
    indexes: { startedAt: number; flow: string; status: string; parent: string };
  };
  /** What happened in a run, in order: [executionId, sequence]. */
  journal: {
    key: [executionId: string, sequence: number];
    value: JournalRecord;
  };
  /** What steps that are not over have written down: [executionId, step, key]. */
  checkpoints: {
    key: [executionId: string, step: string, key: string];
    value: {
      readonly executionId: string;
      readonly step: string;
      readonly key: string;
      readonly value: unknown;
    };
  };
  /** Outputs of steps by what they were made from. */
  outputs: {
    key: string;
    value: CachedOutputs;
    indexes: { usedAt: number };
  };
  /** A queue's own settings, by its name. */
  queues: {
    key: string;
    value: QueueState;
  };
  /** Tasks of queues, without the work itself. */
  tasks: {
    key: string;
    value: Task;
    indexes: {
      /** Whose turn it is: [queue, status, rank, dueAt, sequence]. */
      turn: [string, string, number, number, number];
      /** Those that are over: [queue, status, endedAt]. */
      ended: [string, string, number];
      idempotency: [string, string];
    };
  };
  /** What tasks are to do. */
  works: {
    key: string;
    value: TaskWork;
  };
  /** What came of tasks, in its packed form. */
  results: {
    key: string;
    value: { readonly taskId: string; readonly result: unknown };
  };
  /** Weights of models, in pieces: [model, file, place]. */
  models: {
    key: [model: string, file: string, index: number];
    value: {
      readonly model: string;
      readonly file: string;
      readonly index: number;
      readonly sha256?: string;
      /** Which bytes the file as a whole is to have. */
      readonly version?: string;
      readonly content: Blob | ArrayBuffer;
    };
  };
  /** Models whose weights are all there: [id, dtype]. */
  modelRecords: {
    key: [id: string, dtype: string];
    value: StoredModel;
  };
  /** Indexes of vectors, by name. */
  vectorIndexes: {
    key: string;
    value: StoredIndex;
  };
  /** Texts of an index, and where their vectors are: [index, id]. */
  vectorItems: {
    key: [index: string, id: string];
    value: StoredItem;
  };
  /** What a search looks at first: 8-bit codes, ids and metadata of 256 items: [index, block]. */
  vectorCodes: {
    key: [index: string, block: number];
    value: CodeBlock;
  };
  /** The vectors of the same items, exact: [index, block]. */
  vectorRows: {
    key: [index: string, block: number];
    value: RowBlock;
  };
  settings: {
    key: string;
    value: { readonly name: string; readonly value: unknown };
  };
}

export type PromptFlowDatabase = IDBPDatabase<PromptFlowSchema>;
export type StoreName = StoreNames<PromptFlowSchema>;

export interface StoredFile {
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  /** How many pieces the bytes lie in. */
  readonly chunks: number;
  /** What the pieces lie under, where that is not the hash: they came before it was known. */
  readonly under?: string;
  /** In milliseconds since 1970. */
  readonly usedAt: number;
}

export interface FileChunk {
  readonly sha256: string;
  readonly index: number;
  /** An ArrayBuffer where the browser refuses Blobs in IndexedDB. */
  readonly content: Blob | ArrayBuffer;
}

export interface CachedOutputs {
  readonly key: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** In milliseconds since 1970; absent: as long as there is room. */
  readonly expires?: number;
  readonly usedAt: number;
}
