import type { Diagnostic, Span } from './diagnostic.ts';
import { FlowError, type FlowErrorKind, type FlowErrorOptions } from './flow-error.ts';

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
  cause?: WireError | { name: string; message: string; stack?: string };
}

/** Turns an error into plain data, its chain of causes included. */
export function toWire(error: FlowError): WireError {
  const wire: WireError = { code: error.code, kind: error.kind, message: error.message };
  if (error.step !== undefined) wire.step = error.step;
  if (error.hint !== undefined) wire.hint = error.hint;
  if (error.span !== undefined) wire.span = error.span;
  if (error.diagnostics !== undefined) wire.diagnostics = error.diagnostics;
  if (error.stack !== undefined) wire.stack = error.stack;
  if (error.cause instanceof FlowError) wire.cause = toWire(error.cause);
  else if (error.cause instanceof Error) {
    const { name, message, stack } = error.cause;
    wire.cause = stack === undefined ? { name, message } : { name, message, stack };
  } else if (error.cause !== undefined) wire.cause = { name: 'Error', message: String(error.cause) };
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

function causeFromWire(cause: NonNullable<WireError['cause']>): Error {
  if ('code' in cause) return fromWire(cause);
  const error = new Error(cause.message);
  error.name = cause.name;
  if (cause.stack !== undefined) error.stack = cause.stack;
  return error;
}
