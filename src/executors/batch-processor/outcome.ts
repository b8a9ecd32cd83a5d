import type { FlowError, FlowErrorKind } from '../../errors/index.ts';

/** What came of one item. */
export type Outcome = { readonly result: unknown } | Fault;

export interface Fault {
  readonly error: FlowError;
  /** Whether the flow is at fault rather than the item: its template, or the executor that it names. */
  readonly isOfFlow?: true;
}

/** The same as data that can be written down. */
export type KeptOutcome = { readonly result: unknown } | { readonly error: KeptError };

export interface KeptError {
  readonly code: string;
  readonly kind: FlowErrorKind;
  readonly message: string;
}

export function keptOutcome(outcome: Outcome): KeptOutcome {
  if (!('error' in outcome)) return outcome;
  const { code, kind, message } = outcome.error;
  return { error: { code, kind, message } };
}
