import { excerptOf, type Span } from '../../errors/index.ts';
import { displayable, displayWidth } from './display-width.ts';
import { type Paint, plain } from './paint.ts';

/** With the number and the bar before it, this still fits into a window of 80 columns. */
const WIDTH = 72;

/**
 * The line that a span points at and, under the place, `^~~~` as wide as the span within that line.
 * Two lines, or none where the text has no such line.
 *
 * @example
 * drawExcerpt('name: f\nstepz: []', { line: 2, column: 1, endLine: 2, endColumn: 6 });
 * // ['2 | stepz: []', '  | ^~~~~']
 */
export function drawExcerpt(
  text: string,
  span: Span,
  paint: Paint = plain,
  severity: 'error' | 'warning' = 'error',
): readonly string[] {
  const excerpt = excerptOf(text, span, WIDTH);
  if (excerpt === undefined) return [];
  const [before, at, after] = [excerpt.before, excerpt.at, excerpt.after].map(displayable) as [
    string,
    string,
    string,
  ];
  const number = String(excerpt.line);
  const underline = `^${'~'.repeat(Math.max(1, displayWidth(at)) - 1)}`;
  const indent = ' '.repeat(displayWidth(before));
  return [
    `${paint('faint', `${number} |`)} ${before}${at}${after}`.trimEnd(),
    `${paint('faint', `${' '.repeat(number.length)} |`)} ${indent}${paint(severity, underline)}`,
  ];
}
