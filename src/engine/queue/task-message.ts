/** What one tab tells the others. What is not known is passed over: another tab may have a newer page. */
export type TaskMessage =
  /** There is something to do in a queue, or it was changed. */
  | { readonly about: 'queue'; readonly queue: string }
  | { readonly about: 'ended'; readonly taskId: string; readonly queue: string }
  | { readonly about: 'started' | 'follow' | 'cancel'; readonly taskId: string }
  | TaskEvent
  | Answer
  | Answered;

/** What happens in a task that runs, for those who follow it. */
export interface TaskEvent {
  readonly about: 'event';
  readonly taskId: string;
  readonly attempt: number;
  /** From 1, in each attempt; 0 for progress, which nobody hears later. */
  readonly sequence: number;
  /** A `RunEvent` in its packed form. */
  readonly event: unknown;
}

/** An answer to a step that asks a person, in a run of another tab. */
export interface Answer {
  readonly about: 'answer';
  readonly id: string;
  readonly executionId: string;
  readonly step: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Whether an answer was taken. */
export interface Answered {
  readonly about: 'answered';
  readonly id: string;
  /** In its wire form. */
  readonly error?: unknown;
}
