import type { Span } from './diagnostic.ts';

/** One line of a flow's text, cut into what stands before, at and after a place. */
export interface SourceExcerpt {
  readonly line: number;
  readonly before: string;
  readonly at: string;
  readonly after: string;
}

/** In UTF-16 units. */
const WIDTH = 120;

/**
 * The line that a span points at. Of a line that is longer than `width`, half of that is shown on either side of the
 * place, with … where something is left out. Of a span over several lines it is the first.
 * Undefined where the text has no such line.
 */
export function excerptOf(text: string, span: Span, width = WIDTH): SourceExcerpt | undefined {
  const line = lineOf(text, span.line);
  if (line === undefined) return undefined;
  const start = Math.min(Math.max(0, span.column - 1), line.length);
  // Blanks at the end of a line are no part of what goes on in the next.
  const spanEnd = span.endLine > span.line ? line.trimEnd().length : span.endColumn - 1;
  const end = Math.min(Math.max(start, spanEnd), line.length);
  const reach = line.length <= width ? line.length : Math.floor(width / 2);
  const from = start > reach ? wholeCharacter(line, start - reach) : 0;
  const shownEnd = end - start > 2 * reach ? wholeCharacter(line, start + 2 * reach) : end;
  const to = shownEnd < end ? shownEnd : wholeCharacter(line, Math.min(end + reach, line.length));
  return {
    line: span.line,
    before: `${from > 0 ? '…' : ''}${line.slice(from, start)}`,
    at: line.slice(start, shownEnd),
    after: `${line.slice(shownEnd, to)}${to < line.length ? '…' : ''}`,
  };
}

/** A cut between the halves of a surrogate pair would leave half a character on either side. */
function wholeCharacter(line: string, at: number): number {
  return /[\udc00-\udfff]/.test(line[at] ?? '') && /[\ud800-\udbff]/.test(line[at - 1] ?? '') ? at - 1 : at;
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
