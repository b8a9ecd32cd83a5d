/** A Llama so small that it is computed at once; its weights are noise, always the same. */
export const SMALL = { width: 16, hidden: 24, layers: 2, heads: 2, words: 40, context: 32 };
export const SMALL_SHAPE = { layers: SMALL.layers, heads: SMALL.heads, headWidth: SMALL.width / SMALL.heads };

/** The bytes of a llama2.c checkpoint of it. */
export function smallCheckpoint(): Uint8Array {
  const { width, hidden, layers, heads, words, context } = SMALL;
  const noise = noiseOf(7);
  const weights = (count: number, size = 0.4): number[] =>
    Array.from({ length: count }, () => size * noise());
  // About 1, and all of them different: one that is left out or taken for another shows.
  const norms = (count: number): number[] => weights(count, 0.5).map((value) => 1 + value);
  const half = width / heads / 2;
  const angles = Array.from(
    { length: context * half },
    (_, at) => Math.floor(at / half) / 10_000 ** ((at % half) / half),
  );
  const numbers = [
    ...weights(words * width, 1),
    ...norms(layers * width),
    ...weights(4 * layers * width * width),
    ...norms(layers * width),
    ...weights(3 * layers * width * hidden),
    ...norms(width),
    ...angles.map(Math.cos),
    ...angles.map(Math.sin),
  ];
  const header = Int32Array.of(width, hidden, layers, heads, heads, words, context);
  const bytes = new Uint8Array(header.byteLength + 4 * numbers.length);
  bytes.set(new Uint8Array(header.buffer));
  bytes.set(new Uint8Array(Float32Array.from(numbers).buffer), header.byteLength);
  return bytes;
}

/** Numbers from -1 to 1, of a linear congruential generator. */
function noiseOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 30 - 1;
  };
}
