import { FlowError } from '../../../../errors/index.ts';
import { highest } from './highest.ts';
import { END, type Places, readByte, type Shape } from './schema/place.ts';
import type { TokenTable } from './token-table.ts';

/** For more than that the whole vocabulary is looked through at once. */
const MOST_TRIED = 256;
/** So many of the likeliest are tried for each that is wanted. */
const TRIED_FOR_EACH = 4;

/** Follows a JSON text token by token, and knows which tokens keep it one that its schema allows. */
export class JsonWriter {
  private readonly table: TokenTable;
  private readonly bytes: readonly (Uint8Array | undefined)[];
  private places: Places;

  constructor(shape: Shape, table: TokenTable, bytes: readonly (Uint8Array | undefined)[]) {
    this.table = table;
    this.bytes = bytes;
    this.places = shape.begin(END);
  }

  /** Whether the text is valid as it stands. */
  get mayEnd(): boolean {
    return this.places.some((place) => place.mayEnd);
  }

  /** Whether nothing can be added to it. */
  get isWhole(): boolean {
    return this.places.every((place) => place === END);
  }

  /**
   * Takes every token out of a list of scores that must not come next; of `ends` those stay that end a whole text. Where
   * only so many of the likeliest are wanted, no more have to stay.
   */
  narrow(scores: Float32Array, ends: readonly number[], wanted = Number.POSITIVE_INFINITY): void {
    const first = this.firstAllowed(scores, ends, wanted);
    if (first !== undefined) {
      keep(first, scores);
      return;
    }
    const allowed = this.table.allowedAt(this.places);
    if (allowed.length === 0 && !this.mayEnd) {
      const message = "The model's tokens cannot write what the schema asks for.";
      const hint = 'Leave response_schema out, or take another model.';
      throw new FlowError('response_schema_invalid', message, { hint });
    }
    keep(this.mayEnd ? [...allowed, ...ends] : allowed, scores);
  }

  /**
   * The likeliest that may come, where they are found among the first: mostly a model writes what it is meant to, and
   * then the vocabulary need not be looked through.
   */
  private firstAllowed(
    scores: Float32Array,
    ends: readonly number[],
    wanted: number,
  ): readonly number[] | undefined {
    if (wanted > MOST_TRIED) return undefined;
    const found: number[] = [];
    for (const id of highest(scores, wanted * TRIED_FOR_EACH)) {
      if (ends.includes(id) ? this.mayEnd : this.allows(id)) found.push(id);
      if (found.length === wanted) return found;
    }
    return undefined;
  }

  private allows(token: number): boolean {
    const bytes = this.bytes[token];
    if (bytes === undefined || bytes.length === 0) return false;
    let { places } = this;
    for (const byte of bytes) places = readByte(places, byte);
    return places.length > 0;
  }

  /** The text of tokens, byte by byte as it was followed: a tokenizer's own decoder may tidy spaces up. */
  textOf(tokens: readonly number[]): string {
    const bytes = tokens.flatMap((token) => [...(this.bytes[token] ?? [])]);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  }

  take(token: number): void {
    for (const byte of this.bytes[token] ?? []) this.places = readByte(this.places, byte);
  }
}

/** Takes all but some out of a list of scores. */
function keep(ids: Iterable<number>, scores: Float32Array): void {
  const kept = [...ids].filter((id) => id < scores.length);
  const values = kept.map((id) => scores[id] ?? Number.NEGATIVE_INFINITY);
  scores.fill(Number.NEGATIVE_INFINITY);
  for (const [at, id] of kept.entries()) scores[id] = values[at] ?? Number.NEGATIVE_INFINITY;
}
