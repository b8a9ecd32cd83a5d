import type { RunStatus } from '../state/flow-result.ts';
import type { RunState } from '../state/run-state.ts';

/**
 * The runs that were written down, newest first. Runs of sub-flows belong to the run whose step they are, and are not
 * listed by themselves. Every call rejects with `storage_unavailable` where the browser keeps nothing, and with
 * `storage_blocked` while an old tab is in the way.
 *
 * @example
 * const { runs } = await engine.history.list({ flow: 'voice-note', status: 'failed' });
 */
export interface RunHistory {
  list(query?: RunQuery): Promise<RunPage>;
  /** A run as it stands. Rejects with `run_not_found` and `run_damaged`. */
  open(executionId: string): Promise<PastRun>;
  /**
   * Removes a run with all that was written down of it and of its sub-flows. Bytes of files go when nothing else needs
   * them. Rejects with `run_elsewhere` while it goes on, and with `run_not_found`.
   */
  delete(executionId: string): Promise<void>;
  /** Removes every run that fits, without those that go on. Gives the number of runs that were removed. */
  clear(filter?: RunFilter): Promise<number>;
  /**
   * Puts runs into one zip file, with their sub-flows, the texts of their flows and their files.
   * Rejects with `run_not_found`, `run_damaged` and `archive_too_large`.
   */
  export(executionIds: readonly string[]): Promise<Blob>;
  /**
   * Takes runs in from such a file. A run whose id is there already stays as it is. Each run is taken in whole or not
   * at all. Rejects with `archive_invalid`, `archive_newer`, `archive_damaged`, `archive_too_large` and `storage_full`.
   */
  import(archive: Blob): Promise<RunImport>;
}

/** How a run stands: `running` in some tab, or `interrupted` when no tab goes on with it. */
export type PastRunStatus = 'running' | 'interrupted' | RunStatus;

export interface RunFilter {
  /** The flow's name, whole. */
  readonly flow?: string;
  readonly status?: PastRunStatus;
  /** Is looked for in the flow's name, the run's id, its inputs and its error, whatever the case. */
  readonly text?: string;
}

export interface RunQuery extends RunFilter {
  /** Where the page before ended: its `next`. */
  readonly before?: RunCursor;
  /** Runs in a page, 20 where nothing is said, 200 at most. */
  readonly limit?: number;
}

/** A place in the history, between two runs. */
export interface RunCursor {
  readonly startedAt: number;
  readonly executionId: string;
}

export interface RunPage {
  readonly runs: readonly RunEntry[];
  /** Where the next page begins; absent after the last run. */
  readonly next?: RunCursor;
}

/** A run in a list. Times are milliseconds since 1970. */
export interface RunEntry {
  readonly executionId: string;
  /** The flow's name. */
  readonly flow: string;
  /** The flow's own address, where it has one. */
  readonly address?: string;
  readonly status: PastRunStatus;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** In seconds. */
  readonly executionTime?: number;
  /** Why it failed. */
  readonly error?: { readonly code: string; readonly message: string };
  /** Its inputs, cut to one line. */
  readonly summary: string;
}

/** A run that was opened. */
export interface PastRun {
  readonly entry: RunEntry;
  /** The flow as YAML, as it was when the run began. */
  readonly text: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Made from its events by the rules of every other run. That of an interrupted run still says `running`. */
  readonly state: RunState;
}

/** What came of an import, by the ids of the runs. */
export interface RunImport {
  readonly imported: readonly string[];
  /** They were there already, and stayed as they were. */
  readonly present: readonly string[];
  /** Files whose bytes had been gone when the runs were exported. */
  readonly missingFiles: number;
}
