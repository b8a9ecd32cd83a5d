import type { Diagnostic, Span } from './diagnostic.ts';

/** Who can mend a fault: the reader of the result (user), the author of the flow (config), or the surroundings. */
export type FlowErrorKind = 'user' | 'config' | 'network' | 'resource' | 'timeout' | 'cancelled' | 'system';

/** The codes the engine and the built-in executors use, each with its kind. Each has a row in `docs/errors.md`. */
export const FLOW_ERROR_KINDS = {
  // Before a run.
  invalid_flow: 'config',
  invalid_inputs: 'user',
  // Templates at run time.
  undefined_name: 'config',
  type_mismatch: 'config',
  evaluation_failed: 'config',
  evaluation_limit: 'resource',
  // A step.
  invalid_config: 'config',
  unknown_executor: 'config',
  executor_failed: 'system',
  executor_unloadable: 'config',
  step_timeout: 'timeout',
  flow_timeout: 'timeout',
  cancelled: 'cancelled',
  too_many_items: 'resource',
  too_many_errors: 'config',
  // Sub-flows.
  flow_not_found: 'config',
  recursion_limit: 'resource',
  // People.
  approval_timeout: 'timeout',
  not_waiting: 'user',
  // What the guide's executors answer.
  input_required: 'user',
  invalid_pattern: 'config',
  unknown_source: 'config',
  // Files.
  file_not_found: 'user',
  file_invalid: 'user',
  file_type_mismatch: 'user',
  file_not_allowed: 'user',
  file_too_large: 'user',
  file_unreadable: 'user',
  document_encrypted: 'user',
  document_limit: 'resource',
  audio_unreadable: 'user',
  image_unreadable: 'user',
  image_too_large: 'user',
  image_unwritable: 'resource',
  file_damaged: 'system',
  invalid_path: 'config',
  // Rows of files, and batches over them.
  rows_unreadable: 'user',
  row_invalid: 'user',
  row_too_long: 'resource',
  results_too_large: 'resource',
  // Indexes of vectors.
  index_unknown: 'config',
  index_mismatch: 'config',
  // Runs that were written down.
  run_not_found: 'user',
  run_over: 'user',
  run_elsewhere: 'user',
  run_damaged: 'system',
  archive_invalid: 'user',
  archive_newer: 'user',
  archive_damaged: 'user',
  archive_too_large: 'resource',
  // Queues.
  queue_full: 'resource',
  queue_draining: 'user',
  queue_paused: 'user',
  task_not_found: 'user',
  task_not_over: 'user',
  task_timeout: 'timeout',
  task_lost: 'resource',
  task_damaged: 'system',
  // What the browser keeps.
  storage_full: 'resource',
  storage_blocked: 'resource',
  storage_unavailable: 'resource',
  not_storable: 'config',
  // Models.
  model_unavailable: 'resource',
  model_load_failed: 'resource',
  model_run_failed: 'system',
  task_unsupported: 'config',
  device_unavailable: 'resource',
  download_failed: 'network',
  download_refused: 'user',
  weights_damaged: 'resource',
  model_invalid: 'user',
  input_invalid: 'user',
  option_invalid: 'config',
  messages_invalid: 'user',
  chat_template_missing: 'config',
  prompt_too_long: 'user',
  response_schema_invalid: 'config',
  response_invalid: 'config',
  input_mismatch: 'user',
  tensor_invalid: 'user',
  device_lost: 'resource',
  out_of_memory: 'resource',
  // Threads.
  worker_crashed: 'system',
  engine_unresponsive: 'system',
  // The page.
  insecure_page: 'resource',
} as const satisfies Record<string, FlowErrorKind>;

export type KnownFlowErrorCode = keyof typeof FLOW_ERROR_KINDS;
/** A known code, or one that a custom executor brings. */
export type FlowErrorCode = KnownFlowErrorCode | (string & {});

export interface FlowErrorOptions {
  /** Taken from the table of known codes where it is not given; `system` for a code of your own. */
  readonly kind?: FlowErrorKind;
  readonly step?: string;
  /** A way out, in one sentence. */
  readonly hint?: string;
  /** Where in the flow's text the fault has its root. */
  readonly span?: Span;
  /** The faults behind `invalid_flow` and `invalid_inputs`. */
  readonly diagnostics?: readonly Diagnostic[];
  readonly cause?: unknown;
}

/**
 * A fault of a run: a code to branch on, a kind that says who can mend it, and a message for people.
 * It crosses worker boundaries whole (see `wire.ts`).
 *
 * @example
 * throw new FlowError('input_required', 'Text input is required', { hint: 'Give the step a text.' });
 */
export class FlowError extends Error {
  readonly code: FlowErrorCode;
  readonly kind: FlowErrorKind;
  readonly step?: string;
  readonly hint?: string;
  readonly span?: Span;
  readonly diagnostics?: readonly Diagnostic[];

  constructor(code: FlowErrorCode, message: string, options: FlowErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'FlowError';
    this.code = code;
    this.kind = options.kind ?? kindOf(code);
    if (options.step !== undefined) this.step = options.step;
    if (options.hint !== undefined) this.hint = options.hint;
    if (options.span !== undefined) this.span = options.span;
    if (options.diagnostics !== undefined) this.diagnostics = options.diagnostics;
  }

  /** The same fault with more said about its place; what is already there is kept. */
  at(place: { step?: string; span?: Span }): FlowError {
    const options: { -readonly [K in keyof FlowErrorOptions]: FlowErrorOptions[K] } = { kind: this.kind };
    const step = this.step ?? place.step;
    const span = this.span ?? place.span;
    if (step !== undefined) options.step = step;
    if (span !== undefined) options.span = span;
    if (this.hint !== undefined) options.hint = this.hint;
    if (this.diagnostics !== undefined) options.diagnostics = this.diagnostics;
    if (this.cause !== undefined) options.cause = this.cause;
    const copy = new FlowError(this.code, this.message, options);
    if (this.stack !== undefined) copy.stack = this.stack;
    return copy;
  }

  /** The same fault with another way out. */
  withHint(hint: string): FlowError {
    const { kind, step, span, diagnostics, cause } = this;
    const copy = new FlowError(this.code, this.message, {
      kind,
      hint,
      ...(step !== undefined && { step }),
      ...(span !== undefined && { span }),
      ...(diagnostics !== undefined && { diagnostics }),
      ...(cause !== undefined && { cause }),
    });
    if (this.stack !== undefined) copy.stack = this.stack;
    return copy;
  }

  /** Makes a `FlowError` of whatever was thrown; a `FlowError` comes back as it is. */
  static from(thrown: unknown, code: FlowErrorCode = 'executor_failed'): FlowError {
    if (thrown instanceof FlowError) return thrown;
    if (thrown instanceof Error) return new FlowError(code, thrown.message || thrown.name, { cause: thrown });
    if (hasCode(thrown)) return fromPlain(thrown);
    return new FlowError(code, textOf(thrown));
  }
}

/** Anything can be thrown, also what has no text. */
export function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'Something was thrown that is no error.';
  }
}

/** An executor without this library at hand gives its errors as `{code, message}`. */
function hasCode(thrown: unknown): thrown is PlainError {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const { code, message } = thrown as { code?: unknown; message?: unknown };
  return typeof code === 'string' && typeof message === 'string';
}

interface PlainError {
  readonly code: string;
  readonly message: string;
  readonly kind?: unknown;
  readonly hint?: unknown;
}

const KINDS: ReadonlySet<unknown> = new Set<FlowErrorKind>([
  'user',
  'config',
  'network',
  'resource',
  'timeout',
  'cancelled',
  'system',
]);

function fromPlain({ code, message, kind, hint }: PlainError): FlowError {
  return new FlowError(code, message, {
    ...(KINDS.has(kind) && { kind: kind as FlowErrorKind }),
    ...(typeof hint === 'string' && { hint }),
  });
}

function kindOf(code: FlowErrorCode): FlowErrorKind {
  return Object.hasOwn(FLOW_ERROR_KINDS, code) ? FLOW_ERROR_KINDS[code as KnownFlowErrorCode] : 'system';
}
