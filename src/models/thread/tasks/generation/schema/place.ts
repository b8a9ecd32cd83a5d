/**
 * A place in a JSON text that is being written, byte by byte: which bytes may come next, and whether the text may end.
 * Bytes and not characters, since a token may hold a part of a character.
 */
export interface Place {
  /** The places after a byte, several where it may be read in several ways; none where it is not allowed. */
  read(byte: number): Places;
  readonly mayEnd: boolean;
}

export type Places = readonly Place[];

/** What a schema allows to be written. */
export interface Shape {
  /** The places before its first byte. When it is whole, what is written goes on at `after`. */
  begin(after: Place): Places;
}

export const NOWHERE: Places = [];

/** After the whole text. */
export const END: Place = { read: () => NOWHERE, mayEnd: true };

/** Where a text that may stand at several places can stand after a byte. */
export function readByte(places: Places, byte: number): Places {
  const [first] = places;
  if (first === undefined) return NOWHERE;
  if (places.length === 1) return first.read(byte);
  // Ways that meet again, such as two kinds of items that have ended, go on as one.
  const next = new Set<Place>();
  for (const place of places) for (const found of place.read(byte)) next.add(found);
  return [...next];
}

export const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const BACKSLASH = 0x5c;
export const LIST_END = 0x5d;
export const OBJECT_END = 0x7d;

/** The bytes of a value as JSON writes it. */
export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** A place from which certain bytes are written, and nothing else. */
export function literal(bytes: Uint8Array, after: Place, from = 0): Place {
  return {
    mayEnd: false,
    read(byte) {
      if (bytes[from] !== byte) return NOWHERE;
      return [from + 1 === bytes.length ? after : literal(bytes, after, from + 1)];
    },
  };
}

/** Before a value that follows a colon or a comma: one space may stand there. More would let a model write spaces for ever. */
export function afterSpace(value: () => Places): Place {
  return {
    mayEnd: false,
    read: (byte) => (byte === SPACE ? value() : readByte(value(), byte)),
  };
}
