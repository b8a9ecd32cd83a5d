/** What is compared with what, each in rounds of its own. */
export const SECTIONS = ['writes', 'steps', 'resume', 'tasks', 'rows', 'memory', 'files'] as const;

export type Section = (typeof SECTIONS)[number];

export type Unit = 'events/s' | 's' | 'ms' | 'tasks/s' | 'rows/s' | 'MB/s' | 'MB';

/** One thing that was measured, by its name within its section. */
export interface Row {
  readonly section: Section;
  readonly case: string;
  readonly unit: Unit;
  /** One per round: values of the same place were measured close together. */
  readonly values: readonly number[];
}

export interface Settings {
  readonly rounds: number;
  /** Of what takes seconds each time. */
  readonly slowRounds: number;
  /** Events that are written at once, and those that are written one by one. */
  readonly events: number;
  readonly singleEvents: number;
  readonly steps: number;
  /** Flows that go through a queue. */
  readonly tasks: number;
  /** Of a file that a batch goes through. */
  readonly rows: number;
  /** Memory is looked at after so many rows, the last of which are all. */
  readonly holds: readonly number[];
  /** Of a file that is kept. */
  readonly megabytes: number;
}

/** What a worker is asked to do. */
export type Job =
  | {
      readonly type: 'measure';
      readonly section: 'writes' | 'steps' | 'tasks' | 'rows' | 'files';
      readonly settings: Settings;
    }
  /** Runs a flow of so many steps, and answers with the run's id when only the last has not ended. */
  | { readonly type: 'cut-off'; readonly steps: number }
  | { readonly type: 'resume'; readonly executionId: string; readonly steps: number }
  | { readonly type: 'read-plainly'; readonly executionId: string; readonly steps: number }
  /** Holds after each of these numbers of rows. */
  | { readonly type: 'memory'; readonly holds: readonly number[] };

/** From the engine's opening to the first step that runs again, in milliseconds. */
export interface ResumeTimes {
  readonly total: number;
  /** Opening the database; what removes old files goes on beside the rest, as in a page. */
  readonly opening: number;
  /** Finding the run, becoming its owner, reading its journal. */
  readonly reading: number;
  /** All else: its flow's text, its state, what is to be done. */
  readonly planning: number;
}
