import { type Place, type Places, readByte } from './schema/place.ts';

/**
 * The tokens of a vocabulary in the order of their bytes, so that those with the same beginning stand together: each
 * beginning is read once, and where it is not allowed all that share it are passed over.
 */
export class TokenTable {
  private readonly ids: Uint32Array;
  private readonly bytes: readonly Uint8Array[];
  /** How many bytes each token shares with the one before it. */
  private readonly shared: Uint32Array;
  /** By the place they are allowed at; the same place comes again and again, such as that within a string. */
  private readonly known = new WeakMap<Place, Uint32Array>();

  constructor(tokens: readonly (Uint8Array | undefined)[]) {
    const sorted: { readonly id: number; readonly bytes: Uint8Array }[] = [];
    for (const [id, bytes] of tokens.entries()) {
      // One without bytes would be allowed everywhere, and for ever.
      if (bytes !== undefined && bytes.length > 0) sorted.push({ id, bytes });
    }
    sorted.sort((a, b) => compare(a.bytes, b.bytes));
    this.ids = Uint32Array.from(sorted, ({ id }) => id);
    this.bytes = sorted.map(({ bytes }) => bytes);
    this.shared = Uint32Array.from(this.bytes, (bytes, at) => sharedLength(this.bytes[at - 1], bytes));
  }

  /** The ids of all tokens that may come next. */
  allowedAt(places: Places): Uint32Array {
    const [only] = places;
    if (only === undefined || places.length > 1) return this.find(places);
    const known = this.known.get(only) ?? this.find(places);
    this.known.set(only, known);
    return known;
  }

  private find(places: Places): Uint32Array {
    const allowed: number[] = [];
    /** After so many bytes of the token at hand. */
    const after: Places[] = [places];
    /** How many bytes of it were allowed. */
    let depth = 0;
    for (const [at, bytes] of this.bytes.entries()) {
      const shared = this.shared[at] ?? 0;
      if (shared > depth) continue;
      depth = shared;
      for (; depth < bytes.length; depth++) {
        const next = readByte(after[depth] ?? [], bytes[depth] ?? 0);
        if (next.length === 0) break;
        after[depth + 1] = next;
      }
      if (depth === bytes.length) allowed.push(this.ids[at] ?? 0);
    }
    return Uint32Array.from(allowed);
  }
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const shared = sharedLength(a, b);
  return (a[shared] ?? -1) - (b[shared] ?? -1);
}

function sharedLength(a: Uint8Array | undefined, b: Uint8Array): number {
  let length = 0;
  while (a !== undefined && length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
