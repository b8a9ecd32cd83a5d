/** Vectors of length 1 that are the same at each run, in clusters as texts are: some lie near each other. */
export function randomVectors(count: number, dimensions: number, seed = 1): Float32Array[] {
  const next = numbersFrom(seed);
  const centres = Array.from({ length: 8 }, () => Float32Array.from({ length: dimensions }, next));
  return Array.from({ length: count }, (_, place) => {
    const centre = centres[place % centres.length] as Float32Array;
    return ofLengthOne(centre.map((value) => value + 0.6 * next()));
  });
}

export function ofLengthOne(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}

/** Numbers from -1 to 1 (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2_147_483_648 - 1;
  };
}
