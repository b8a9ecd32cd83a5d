import type { Evaluation } from '../evaluation/evaluation.ts';
import type { Signature } from '../signature.ts';

/** A test after `is`: what it can be given, and what it answers. */
export interface TestDefinition extends Signature {
  readonly apply: (input: unknown, given: readonly unknown[], run: Evaluation) => boolean;
  /** The input may be undefined, and arrives so. */
  readonly coversUndefined?: true;
}
