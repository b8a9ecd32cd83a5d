/** One type of a tensor's values. */
export interface Element {
  takes(value: unknown): boolean;
  /** The values in the form that the runtime wants. */
  make(values: readonly unknown[]): unknown;
}

type Maker<Part> = { from(values: readonly Part[]): unknown };

const isNumber = (value: unknown): boolean => typeof value === 'number' || typeof value === 'bigint';
const isWhole = (value: unknown): boolean => typeof value === 'bigint' || Number.isSafeInteger(value);

const real = (array: Maker<number>): Element => ({
  takes: isNumber,
  make: (values) => array.from(values.map(Number)),
});
const whole = (array: Maker<number>): Element => ({
  takes: isWhole,
  make: (values) => array.from(values.map(Number)),
});
const long = (array: Maker<bigint>): Element => ({
  takes: isWhole,
  make: (values) => array.from(values.map((value) => BigInt(value as number | bigint))),
});

/** By the names that onnxruntime has. Half precision comes as its 16 bits, since few browsers have numbers of it. */
export const ELEMENTS: Readonly<Record<string, Element>> = {
  float32: real(Float32Array),
  float64: real(Float64Array),
  float16: whole(Uint16Array),
  int8: whole(Int8Array),
  uint8: whole(Uint8Array),
  int16: whole(Int16Array),
  uint16: whole(Uint16Array),
  int32: whole(Int32Array),
  uint32: whole(Uint32Array),
  int64: long(BigInt64Array),
  uint64: long(BigUint64Array),
  bool: {
    takes: (value) => typeof value === 'boolean' || value === 0 || value === 1,
    make: (values) => Uint8Array.from(values.map(Number)),
  },
  string: { takes: (value) => typeof value === 'string', make: (values) => values },
};
