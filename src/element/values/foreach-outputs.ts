/** What a step that went through a list puts out. */
export interface ForeachOutputs {
  readonly items: readonly unknown[];
  readonly count: number;
  readonly failed: number;
  readonly errors: readonly unknown[];
}

/** Tells the outputs of a step with `foreach` from any others by their shape. */
export function isForeachOutputs<T extends object>(outputs: T): outputs is T & ForeachOutputs {
  const { items, count, failed, errors } = outputs as Partial<Record<string, unknown>>;
  return (
    Array.isArray(items) && Array.isArray(errors) && typeof count === 'number' && typeof failed === 'number'
  );
}

/** The outputs of a step in the order to read them: items that failed before the many that did not. */
export function readingOrder(outputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!isForeachOutputs(outputs)) return outputs;
  const { items, errors, ...rest } = outputs;
  // `failed: 0` says all that an empty list could.
  return errors.length === 0 ? { ...rest, items } : { ...rest, errors, items };
}

/** Why an item failed, and which. */
export interface ItemError {
  readonly index: number;
  readonly code: string;
  readonly message: string;
}

/** A list of what went wrong with single items, as `foreach` gives it. */
export function isItemErrors(value: unknown): value is readonly ItemError[] {
  return Array.isArray(value) && value.length > 0 && value.every(isItemError);
}

function isItemError(value: unknown): value is ItemError {
  if (typeof value !== 'object' || value === null) return false;
  const { index, code, kind, message } = value as Partial<Record<string, unknown>>;
  return (
    typeof index === 'number' &&
    typeof code === 'string' &&
    typeof kind === 'string' &&
    typeof message === 'string'
  );
}
