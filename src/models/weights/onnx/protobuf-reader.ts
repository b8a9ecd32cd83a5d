/** One field of a protobuf message: its number, and what follows by its wire type. */
export interface Field {
  readonly number: number;
  /** Where the content begins, from the start of the bytes. */
  readonly begin: number;
  readonly end: number;
  /** For fields of varints. */
  readonly value: number;
}

const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/**
 * The fields of a protobuf message, one after the other, without decoding them: https://protobuf.dev/programming-guides/encoding
 * Ends where the bytes are no protobuf; throws a `RangeError` where they end in the middle.
 */
export function* fieldsOf(bytes: Uint8Array, begin: number, end: number): Generator<Field, void> {
  let at = begin;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined || at > end) throw new RangeError('The message ends in the middle of a number.');
      // Multiplied, not shifted: lengths may need more than 32 bits.
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('A number is too long.');
  };
  while (at < end) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const type = tag % 8;
    let value = 0;
    if (type === VARINT) value = varint();
    const length = type === LENGTH_DELIMITED ? varint() : type === FIXED_64 ? 8 : type === FIXED_32 ? 4 : 0;
    if (type > FIXED_32 || (type !== VARINT && type !== LENGTH_DELIMITED && length === 0)) {
      throw new RangeError(`There is no wire type ${type}.`);
    }
    if (at + length > end) throw new RangeError('The message ends in the middle of a field.');
    yield { number, begin: at, end: at + length, value };
    at += length;
  }
}
