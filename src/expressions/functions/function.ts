import type { Evaluation } from '../evaluation/evaluation.ts';
import type { Signature } from '../signature.ts';

/** A function that a template can call. Arguments that were left out are undefined. */
export interface FunctionDefinition extends Signature {
  readonly apply: (given: readonly unknown[], run: Evaluation) => unknown;
}
