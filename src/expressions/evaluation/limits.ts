/** What one evaluation may take. What is left out has the value of `DEFAULT_LIMITS`. */
export interface EvaluationLimits {
  /** Operations, and items of lists that are walked or made. */
  readonly steps?: number;
  /** Characters of any text that is made, the template's own result included. */
  readonly text?: number;
  /** The clock that `now()` reads, in milliseconds since 1970. */
  readonly now?: () => number;
}

/** A million steps end within about a tenth of a second; ten million characters are far more than a model reads. */
export const DEFAULT_LIMITS = { steps: 1_000_000, text: 10_000_000 } as const;

/** How deep data may nest where it is written as JSON or compared: the walk is a recursion. */
export const MAX_DATA_DEPTH = 500;
