import { FlowError, type FlowErrorOptions, type KnownFlowErrorCode } from '../errors/index.ts';

/** The codes that evaluating a template can end in. */
export type TemplateErrorCode = Extract<
  KnownFlowErrorCode,
  'undefined_name' | 'type_mismatch' | 'evaluation_failed' | 'evaluation_limit'
>;

/**
 * What `evaluate` throws: a `FlowError` that knows its place in the template's source,
 * as 0-based offsets in UTF-16 units; the end is exclusive.
 */
export class TemplateError extends FlowError {
  declare readonly code: TemplateErrorCode;
  readonly start: number;
  readonly end: number;

  constructor(
    code: TemplateErrorCode,
    message: string,
    place: { readonly start: number; readonly end: number },
    options: FlowErrorOptions = {},
  ) {
    super(code, message, options);
    this.name = 'TemplateError';
    this.start = place.start;
    this.end = place.end;
  }
}
