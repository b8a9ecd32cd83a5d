import type { Diagnostic, Span } from './diagnostic.ts';
import { FlowError, type FlowErrorKind, type FlowErrorOptions, textOf } from './flow-error.ts';

/** Causes may go in a circle; what lies deeper than this nobody reads. */
const MOST_CAUSES = 16;

/** Any other error as plain data. */
export interface WireCause {
  name: string;
  message: string;
  stack?: string;
  cause?: WireError | WireCause;
}

/** A `FlowError` as plain data: what crosses a thread, and what `--json` prints. */
export interface WireError {
  code: string;
  kind: FlowErrorKind;
  message: string;
  step?: string;
  hint?: string;
  span?: Span;
  diagnostics?: readonly Diagnostic[];
  stack?: string;
  cause?: WireError | WireCause;
}

/** Turns an error into plain data, its chain of causes included. */
export function toWire(error: FlowError, depth = 0): WireError {
  const wire: WireError = { code: error.code, kind: error.kind, message: error.message };
  if (error.step !== undefined) wire.step = error.step;
  if (error.hint !== undefined) wire.hint = error.hint;
  if (error.span !== undefined) wire.span = error.span;
  if (error.diagnostics !== undefined) wire.diagnostics = error.diagnostics;
  if (error.stack !== undefined) wire.stack = error.stack;
  if (error.cause !== undefined && depth < MOST_CAUSES) wire.cause = causeToWire(error.cause, depth + 1);
  return wire;
}

/** Turns whatever was thrown into plain data; a `FlowError` keeps its code. */
export function causeToWire(cause: unknown, depth = 0): WireError | WireCause {
  if (cause instanceof FlowError) return toWire(cause, depth);
  if (!(cause instanceof Error)) return { name: 'Error', message: textOf(cause) };
  const wire: WireCause = { name: cause.name, message: cause.message };
  if (cause.stack !== undefined) wire.stack = cause.stack;
  if (cause.cause !== undefined && depth < MOST_CAUSES) wire.cause = causeToWire(cause.cause, depth + 1);
  return wire;
}

/** Builds the error again on the other side. */
export function fromWire(wire: WireError): FlowError {
  const options: { -readonly [K in keyof FlowErrorOptions]: FlowErrorOptions[K] } = { kind: wire.kind };
  if (wire.step !== undefined) options.step = wire.step;
  if (wire.hint !== undefined) options.hint = wire.hint;
  if (wire.span !== undefined) options.span = wire.span;
  if (wire.diagnostics !== undefined) options.diagnostics = wire.diagnostics;
  if (wire.cause !== undefined) options.cause = causeFromWire(wire.cause);
  const error = new FlowError(wire.code, wire.message, options);
  if (wire.stack !== undefined) error.stack = wire.stack;
  return error;
}

/** The other side of `causeToWire`. */
export function causeFromWire(cause: WireError | WireCause): Error {
  if ('code' in cause) return fromWire(cause);
  const error = new Error(
    cause.message,
    cause.cause === undefined ? undefined : { cause: causeFromWire(cause.cause) },
  );
  error.name = cause.name;
  if (cause.stack !== undefined) error.stack = cause.stack;
  return error;
}
