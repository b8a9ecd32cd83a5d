import type { Span } from '../../errors/index.ts';

/** One line of a flow's text, cut into what stands before, at and after a place. */
export interface SourceExcerpt {
  readonly line: number;
  readonly before: string;
  readonly at: string;
  readonly after: string;
}

/** How much of a long line is shown on either side of the place. */
const REACH = 60;

/** The line that a span points at; undefined where the text has no such line. */
export function excerptOf(text: string, span: Span): SourceExcerpt | undefined {
  const line = lineOf(text, span.line);
  if (line === undefined) return undefined;
  const start = Math.min(Math.max(0, span.column - 1), line.length);
  const spanEnd = span.endLine > span.line ? line.length : span.endColumn - 1;
  const end = Math.min(Math.max(start, spanEnd), line.length);
  const cutBefore = start > REACH;
  const cutAfter = line.length - end > REACH;
  return {
    line: span.line,
    before: cutBefore ? `…${line.slice(start - REACH, start)}` : line.slice(0, start),
    at: line.slice(start, Math.min(end, start + 2 * REACH)),
    after: cutAfter ? `${line.slice(end, end + REACH)}…` : line.slice(end),
  };
}

/** A line by its number, without splitting the whole text. */
function lineOf(text: string, wanted: number): string | undefined {
  let from = 0;
  for (let line = 1; line < wanted; line++) {
    const end = text.indexOf('\n', from);
    if (end === -1) return undefined;
    from = end + 1;
  }
  const end = text.indexOf('\n', from);
  return text.slice(from, end === -1 ? undefined : end).replace(/\r$/, '');
}
