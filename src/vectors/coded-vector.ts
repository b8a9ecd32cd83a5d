/** A vector in 8-bit numbers: `codes[i] * scale` is near `vector[i]`. */
export interface CodedVector {
  readonly codes: Int8Array;
  readonly scale: number;
  /** Never less than the length of what the codes leave out, `vector - codes * scale`. */
  readonly error: number;
}

/** A query in numbers of up to 16 bits, so that nearly all of the error is that of the rows. */
export interface CodedQuery {
  readonly codes: Int16Array;
  readonly scale: number;
  readonly error: number;
  /** Never less than the length of the query itself. */
  readonly length: number;
}

const MOST_INT8 = 127;
const MOST_INT16 = 32_767;
const MOST_INT32 = 2 ** 31 - 1;

/** Room for what adding up in doubles and keeping in 32 bits rounds away. */
const ROUNDING = 1 + 1e-6;

/** How many numbers a row has in memory: steps of 16, which is what the kernel takes at once. */
export function widthOf(dimensions: number): number {
  return Math.ceil(dimensions / 16) * 16;
}

/** Codes a vector; the codes are filled up with zeros to a whole number of steps. */
export function codeVector(vector: Float32Array): CodedVector {
  const codes = new Int8Array(widthOf(vector.length));
  return { codes, ...code(vector, codes, MOST_INT8) };
}

/** Codes a query so finely that no sum of products with a row leaves 32 bits. */
export function codeQuery(query: Float32Array): CodedQuery {
  const codes = new Int16Array(widthOf(query.length));
  const most = Math.min(MOST_INT16, Math.floor(MOST_INT32 / (MOST_INT8 * codes.length)));
  return { codes, ...code(query, codes, most), length: Math.sqrt(sumOfSquares(query)) * ROUNDING };
}

function code(
  vector: Float32Array,
  codes: Int8Array | Int16Array,
  most: number,
): { scale: number; error: number } {
  let greatest = 0;
  for (const value of vector) greatest = Math.max(greatest, Math.abs(value));
  if (greatest === 0) return { scale: 0, error: 0 };
  // As it will be kept, in 32 bits: the error has to be that of the scale that is used.
  const scale = Math.fround(greatest / most);
  // A vector so short that its scale is none is all error.
  if (scale === 0) return { scale: 0, error: Math.sqrt(sumOfSquares(vector)) * ROUNDING };
  let lost = 0;
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i] ?? 0;
    const rounded = Math.max(-most, Math.min(most, Math.round(value / scale)));
    codes[i] = rounded;
    lost += (value - rounded * scale) ** 2;
  }
  return { scale, error: Math.sqrt(lost) * ROUNDING };
}

function sumOfSquares(vector: Float32Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return sum;
}
