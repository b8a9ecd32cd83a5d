/** How far a long piece of work is. Shown while it lasts, never journalled; `loaded` never runs backwards. */
export interface Progress {
  readonly phase: 'wait' | 'download' | 'load' | 'run';
  /** What is being worked on, such as a model's id. */
  readonly label?: string;
  readonly loaded?: number;
  /** Absent while it is unknown. */
  readonly total?: number;
  readonly unit?: 'bytes' | 'items' | 'seconds';
}
