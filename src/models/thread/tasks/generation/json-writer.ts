import { FlowError } from '../../../../errors/index.ts';
import { END, type Places, readByte, type Shape } from './schema/place.ts';
import type { TokenTable } from './token-table.ts';

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

  /** Takes every token out of a list of scores that must not come next; of `ends` those stay that end a whole text. */
  narrow(scores: Float32Array, ends: readonly number[]): void {
    const allowed = this.table.allowedAt(this.places);
    if (allowed.length === 0 && !this.mayEnd) {
      const hint = 'Leave response_schema out, or take another model.';
      throw new FlowError(
        'response_schema_invalid',
        "The model's tokens cannot write what the schema asks for.",
        {
          hint,
        },
      );
    }
    const kept = this.mayEnd ? [...allowed, ...ends] : allowed;
    const values = Float32Array.from(kept, (id) => scores[id] ?? Number.NEGATIVE_INFINITY);
    scores.fill(Number.NEGATIVE_INFINITY);
    for (const [at, id] of kept.entries()) if (id < scores.length) scores[id] = values[at] ?? 0;
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
