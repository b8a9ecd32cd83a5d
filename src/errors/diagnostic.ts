/** A place in a flow's text. Lines and columns count from 1; the end is exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Every code that a fault of a flow's text can carry. Each has a row in `docs/errors.md`. */
export type DiagnosticCode =
  // The text is no YAML document, or not the map that a flow is.
  | 'yaml_syntax'
  | 'document_not_a_map'
  | 'document_too_large'
  | 'unquoted_template'
  // Keys and their values.
  | 'missing_key'
  | 'unknown_key'
  | 'wrong_type'
  | 'value_out_of_range'
  | 'invalid_name'
  | 'invalid_pattern'
  | 'duplicate_name'
  | 'conflicting_keys'
  | 'too_many_steps'
  | 'not_supported_yet'
  // What a step names.
  | 'unknown_executor'
  | 'unknown_config_key'
  | 'missing_config_key'
  | 'invalid_config'
  | 'undefined_reference'
  | 'self_dependency'
  | 'cycle'
  // Templates.
  | 'template_syntax'
  | 'template_unclosed'
  | 'template_block_unsupported'
  | 'unknown_filter'
  | 'unknown_test'
  | 'unknown_function'
  | 'wrong_arguments'
  | 'template_too_deep'
  | 'template_too_long'
  // Inputs given to a run.
  | 'input_missing'
  | 'input_unknown'
  | 'input_wrong_type'
  | 'input_not_allowed'
  | 'input_out_of_range';

/** One fault of a flow's text: a value to show, never thrown. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  /** What was expected and what came, in one sentence. */
  readonly message: string;
  readonly span: Span;
  /** A way out, if there is one to name. */
  readonly hint?: string;
  /** The step that the fault belongs to, so that a page can show it there. */
  readonly step?: string;
  /** The input that the fault belongs to. */
  readonly input?: string;
}

/** Where nothing better is known: the first character of the document. */
export const DOCUMENT_START: Span = { line: 1, column: 1, endLine: 1, endColumn: 2 };

/** Tells whether any of the diagnostics forbids a run. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** The compilers' one-line form: `file:line:column code message (hint)`. */
export function formatDiagnostic(file: string, diagnostic: Diagnostic): string {
  const { span, code, message, hint } = diagnostic;
  const way = hint ? ` (${hint})` : '';
  return `${file}:${span.line}:${span.column} ${code} ${message}${way}`;
}
