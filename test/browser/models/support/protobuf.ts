/** Parts of protobuf messages as bytes, for small ONNX files: https://protobuf.dev/programming-guides/encoding */

export function number(field: number, value: number | bigint): number[] {
  return [...varint(BigInt(field) * 8n), ...varint(BigInt.asUintN(64, BigInt(value)))];
}

export function text(field: number, value: string): number[] {
  return message(field, new TextEncoder().encode(value));
}

export function message(field: number, content: Iterable<number>): number[] {
  const bytes = [...content];
  return [...varint(BigInt(field) * 8n + 2n), ...varint(BigInt(bytes.length)), ...bytes];
}

/** A 32-bit float. */
export function float(field: number, value: number): number[] {
  return [...varint(BigInt(field) * 8n + 5n), ...new Uint8Array(Float32Array.of(value).buffer)];
}

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 128n) return [...bytes, Number(rest)];
    bytes.push(Number(rest & 127n) | 128);
  }
}
