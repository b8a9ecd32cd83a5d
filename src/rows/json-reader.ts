import { parseJson } from './jsonl-reader.ts';
import {
  faultyRow,
  invalidRow,
  LONGEST_ROW,
  longRow,
  type Row,
  type RowReader,
  unreadableRows,
} from './row.ts';

const STRUCTURE = /["[\]{},]/g;
const END_OF_STRING = /["\\]/g;

/**
 * The elements of one JSON array, each cut out by its brackets and read by itself. A streaming JSON parser would stop
 * at the first fault, and holds a value of any length; here a faulty element costs itself alone.
 */
export class JsonReader implements RowReader {
  private where: 'before' | 'within' | 'after' = 'before';
  private rest = '';
  /** How much of `rest` has been looked at; one more than its length where a backslash ended it. */
  private seen = 0;
  private depth = 0;
  private isInString = false;
  private isTooLong = false;
  /** Elements so far. */
  private count = 0;
  private readonly longest: number;

  constructor(longest = LONGEST_ROW) {
    this.longest = longest;
  }

  *read(text: string, isLast: boolean): Generator<Row> {
    let all = this.rest + text;
    if (this.where === 'before') {
      const first = all.search(/\S/);
      // Nothing but white space is an empty file.
      if (first === -1) return;
      if (all[first] !== '[') throw noArray();
      this.where = 'within';
      all = all.slice(first + 1);
    }
    if (this.where === 'within') all = yield* this.elements(all);
    if (this.where === 'after') {
      if (all.trim() !== '') {
        const message = `After the array comes something else: ${excerpt(all.trim())}`;
        yield faultyRow(0, () => invalidRow(message));
      }
      all = '';
    } else if (isLast) {
      const message = `The file ends before its array does, in element ${this.count}.`;
      yield faultyRow(0, () => invalidRow(message));
    }
    this.keep(all);
  }

  /** Cuts what is whole; gives what is not. */
  private *elements(all: string): Generator<Row, string> {
    let start = 0;
    let at = this.seen;
    while (at < all.length) {
      if (this.isInString) {
        at = this.endOfString(all, at);
        continue;
      }
      STRUCTURE.lastIndex = at;
      const found = STRUCTURE.exec(all);
      if (found === null) {
        at = all.length;
        break;
      }
      const { 0: sign, index } = found;
      at = index + 1;
      if (sign === '"') this.isInString = true;
      else if (sign === '[' || sign === '{') this.depth++;
      else if (this.depth > 0) {
        if (sign !== ',') this.depth--;
      } else if (sign === ',' || sign === ']') {
        const isEnd = sign === ']';
        yield* this.element(all.slice(start, index), isEnd);
        start = at;
        if (!isEnd) continue;
        this.where = 'after';
        break;
      }
    }
    this.seen = at - start;
    return all.slice(start);
  }

  /** The place after the string's end, or after a backslash and what it escapes. */
  private endOfString(all: string, from: number): number {
    END_OF_STRING.lastIndex = from;
    const found = END_OF_STRING.exec(all);
    if (found === null) return all.length;
    if (found[0] === '\\') return found.index + 2;
    this.isInString = false;
    return found.index + 1;
  }

  private *element(text: string, isEnd: boolean): Generator<Row> {
    const place = `Element ${this.count}`;
    if (this.isTooLong || text.length > this.longest) {
      this.isTooLong = false;
      yield faultyRow(text.length, () => longRow(place, this.longest));
    } else if (text.trim() === '') {
      // `[]` has no elements; `[1,]` and `[,1]` lack one.
      if (isEnd && this.count === 0) return;
      yield faultyRow(text.length, () => invalidRow(`${place} is missing: there is a comma too many.`));
    } else yield { length: text.length, read: () => parseJson(text, place) };
    this.count++;
  }

  private keep(rest: string): void {
    if (rest.length <= this.longest) {
      this.rest = rest;
      return;
    }
    this.isTooLong = true;
    this.rest = '';
    this.seen = Math.max(0, this.seen - rest.length);
  }
}

function noArray() {
  const hint = 'A json file has to be one array; one value per line is the format jsonl.';
  return unreadableRows('The file is no JSON array.', hint);
}

function excerpt(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
