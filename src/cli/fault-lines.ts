import { type Diagnostic, formatDiagnostic, type Span } from '../errors/index.ts';
import { displayable } from './terminal/display-width.ts';
import { drawExcerpt } from './terminal/draw-excerpt.ts';
import { type Paint, plain } from './terminal/paint.ts';

/** A flow's text and the path that it is told by. */
export interface NamedText {
  readonly path: string;
  readonly text: string;
}

/** The error of a run as far as it is told; its place is not always known. */
export interface ToldError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly step?: string;
  readonly span?: Span;
}

/** A fault in one line, for programs that read along: `file:line:column code message (hint)`. */
export function shortLine({ path }: NamedText, diagnostic: Diagnostic): string {
  return `${formatDiagnostic(path, diagnostic)}${mark(diagnostic)}`;
}

/** A fault for people: the line without the hint, the place in the text, and the hint on a line of its own. */
export function fullLines(
  { path, text }: NamedText,
  diagnostic: Diagnostic,
  paint: Paint = plain,
): readonly string[] {
  const { severity, span, code, message, hint } = diagnostic;
  const place = `${path}:${span.line}:${span.column}`;
  return [
    `${place} ${paint(severity, code)} ${displayable(message)}${mark(diagnostic)}`,
    ...drawExcerpt(text, span, paint, severity),
    ...(hint === undefined ? [] : [`  ${paint('help', 'help:')} ${displayable(hint)}`]),
  ];
}

/** Why a run failed, in one line as a fault of the text is told, and the place in the text where that is known. */
export function errorLines(
  { path, text }: NamedText,
  { code, message, hint, step, span }: ToldError,
  paint: Paint = plain,
): readonly string[] {
  const place = span === undefined ? path : `${path}:${span.line}:${span.column}`;
  const way = hint === undefined ? '' : ` (${hint})`;
  const inStep = step === undefined ? '' : ` [step ${step}]`;
  const line = `${place} ${paint('error', code)} ${displayable(`${message}${way}`)}${inStep}`;
  return span === undefined ? [line] : [line, ...drawExcerpt(text, span, paint)];
}

/** “2 errors, 1 warning in 1 file”. */
export function countLine(diagnostics: readonly Diagnostic[], files: number): string {
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  const errors = diagnostics.length - warnings;
  const parts = [
    errors === 0 && warnings > 0 ? undefined : counted(errors, 'error'),
    warnings === 0 ? undefined : counted(warnings, 'warning'),
  ];
  return `${parts.filter((part) => part !== undefined).join(', ')} in ${counted(files, 'file')}`;
}

function counted(count: number, what: string): string {
  return `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;
}

function mark({ severity }: Diagnostic): string {
  return severity === 'warning' ? ' [warning]' : '';
}
