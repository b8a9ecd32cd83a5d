import type { InputDefinition } from '../../flow/index.ts';

/** What a step asks a person. It is answered by `respond(executionId, step, values)`. */
export interface Question {
  /** The run that asks: a sub-flow's own, where the step is one of a sub-flow. */
  readonly executionId: string;
  readonly step: string;
  readonly message: string;
  /** What is to be filled in beside yes or no. */
  readonly form: readonly InputDefinition[];
  /** When it is too late, in milliseconds since 1970. */
  readonly deadline?: number;
}
