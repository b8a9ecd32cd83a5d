interface Cut {
  /** Of the line break, or of the text. */
  readonly end: number;
  /** A quote that is not closed, or closed within a field: the row is its first line. */
  readonly isBroken: boolean;
}

/** Finds where rows end, in one pass over the text. */
export class CsvRowCutter {
  private readonly text: string;
  private readonly delimiter: string;
  private readonly quote: string;
  private readonly isLast: boolean;
  /** The next quote from where rows were last looked for: most rows have none. */
  private nextQuote = -2;

  constructor(text: string, delimiter: string, quote: string, isLast: boolean) {
    this.text = text;
    this.delimiter = delimiter;
    this.quote = quote;
    this.isLast = isLast;
  }

  /** The row that begins there; undefined where it is not whole, or where there is none. */
  next(start: number): Cut | undefined {
    const { text } = this;
    if (start >= text.length) return undefined;
    const line = text.indexOf('\n', start);
    if (this.nextQuote !== -1 && this.nextQuote < start) this.nextQuote = text.indexOf(this.quote, start);
    if (this.nextQuote === -1 || (line !== -1 && this.nextQuote > line)) return this.ending(line, false);
    return this.quotedRow(start, line);
  }

  private quotedRow(start: number, firstLine: number): Cut | undefined {
    const { text, quote, delimiter } = this;
    let at = start;
    for (;;) {
      if (text.startsWith(quote, at)) {
        const close = this.closingQuote(at);
        if (close === 'open') return this.isLast ? this.ending(firstLine, true) : undefined;
        // Blanks between a quote and what follows it are borne.
        let after = close + 1;
        while (text[after] === ' ') after++;
        if (after >= text.length && !this.isLast) return undefined;
        if (text.startsWith(delimiter, after)) {
          at = after + delimiter.length;
          continue;
        }
        if (after >= text.length || text[after] === '\n') return this.ending(after, false);
        return this.ending(firstLine, true);
      }
      const line = text.indexOf('\n', at);
      const end = line === -1 ? text.length : line;
      const next = text.slice(at, end).indexOf(delimiter);
      if (next === -1) return this.ending(line, false);
      at += next + delimiter.length;
    }
  }

  /** A quote is written twice within a field; one at the end of a piece may be the first of two. */
  private closingQuote(open: number): number | 'open' {
    const { text, quote } = this;
    for (let at = text.indexOf(quote, open + 1); at !== -1; at = text.indexOf(quote, at + 2)) {
      if (text[at + 1] === quote) continue;
      return at + 1 === text.length && !this.isLast ? 'open' : at;
    }
    return 'open';
  }

  private ending(line: number, isBroken: boolean): Cut | undefined {
    if (line === -1) return this.isLast ? { end: this.text.length, isBroken } : undefined;
    return { end: line, isBroken };
  }
}
