import type { FlowError } from '../../errors/index.ts';
import type { Device } from '../../executors/index.ts';
import type { Durability } from '../../flow/index.ts';
import type { RunStatus } from '../state/flow-result.ts';
import type { RunEvent } from '../state/run-event.ts';
import type { RunCheckpoints } from './run-checkpoints.ts';

/** Where runs are written down, so that they outlive their page. */
export interface RunStore {
  /**
   * Begins to write a run down. What follows is written in the background. With `waits`, it is written when a tab that
   * ended in the middle of it has let go.
   */
  begin(run: NewRun, waits?: boolean): RunLog;
  /**
   * Takes a run over, to go on with it. Rejects with `run_not_found`, and with `run_elsewhere` while another tab or
   * another call runs it: with `waiting` it waits for their end, as long as that signal lets it.
   */
  takeOver(executionId: string, waiting?: AbortSignal): Promise<TakenRun>;
  /** Runs that a closed page cut off and that want to, and can, go on by themselves, the oldest first. */
  interrupted(): Promise<readonly string[]>;
  /** A run as it was written down; undefined where there is none of that id. */
  read(executionId: string): Promise<StoredRun | undefined>;
}

/** What is known of a run when it begins. */
export interface NewRun {
  readonly executionId: string;
  /** The flow's name. */
  readonly flow: string;
  /** The flow as YAML. */
  readonly text: string;
  readonly address?: string;
  /** Checked, files as references. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly device?: Device;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  readonly durability: Exclude<Durability, 'none'>;
  readonly autoResume: boolean;
  /** The run whose step this run is. */
  readonly parent?: string;
}

/** A run that was written down, with everything that happened in it but progress and partial output. */
export interface StoredRun extends NewRun {
  readonly status: 'running' | RunStatus;
  readonly events: readonly RunEvent[];
}

export interface TakenRun {
  readonly run: StoredRun;
  readonly log: RunLog;
}

/** The writing side of one run's journal. */
export interface RunLog {
  /** Events in their order; those of progress and partial output are passed over. Does not wait. */
  append(event: RunEvent): void;
  /** Resolves when all events so far are written. Rejects with `storage_full` and its like. */
  written(): Promise<void>;
  /** What keeps the journal from being whole, such as a full disk: nothing is written any more. */
  readonly fault: FlowError | undefined;
  readonly checkpoints: RunCheckpoints;
  /** Writes the last events and lets go of the run. Resolves always. */
  close(): Promise<void>;
}
