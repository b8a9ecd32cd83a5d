import type { RunStatus } from '../../engine/index.ts';
import type { Device } from '../../executors/index.ts';

/** A run as its history knows it. What happened in it is in its journal. Times are milliseconds since 1970. */
export interface RunRecord {
  readonly executionId: string;
  /** The flow's name. */
  readonly flow: string;
  /** The SHA-256 of the flow's text, which `flows` has. */
  readonly flowHash: string;
  /** The flow's own address: flows that it names are found from there. */
  readonly address?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly device?: Device;
  readonly status: 'running' | RunStatus;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** In seconds, without the time in which no page had it. */
  readonly executionTime?: number;
  /** Why it failed. */
  readonly error?: { readonly code: string; readonly message: string };
  readonly durability: 'async' | 'sync';
  /** Whether the next page that opens goes on with it by itself. */
  readonly autoResume: boolean;
  /** The executors that its page had brought along: steps, or flows within its flow, may need them. */
  readonly executors: readonly string[];
  /** How often it was gone on with since a step last ended: a run that ends its tab each time is left alone. */
  readonly resumes: number;
  /** The run whose step this run is. */
  readonly parent?: string;
}

/** One event of a run, with its error in the form that can be stored. */
export interface JournalRecord {
  readonly executionId: string;
  readonly sequence: number;
  readonly event: unknown;
}

export interface StoredFlow {
  readonly sha256: string;
  readonly name: string;
  readonly text: string;
}

/** A run's holder among those of files. */
export function holderOf(executionId: string): string {
  return `run/${executionId}`;
}

/** All that lies under a run in a store whose keys begin with its id. */
export function keysOf(executionId: string): IDBKeyRange {
  return IDBKeyRange.bound([executionId], [executionId, []]);
}
