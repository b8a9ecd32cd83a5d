/**
 * As many vectors as are wanted, of length 1: the given ones first, then mixtures of two of them. Mixtures lie among
 * the real ones, so that a search has close calls to make, as in a large collection on few subjects.
 */
export function makeVectors(real: readonly Float32Array[], count: number): readonly Float32Array[] {
  return Array.from({ length: count }, (_, at) => {
    const one = real[at % real.length] as Float32Array;
    if (at < real.length) return one;
    // Steps that have no common divisor with the lengths that are used: pairs do not come again soon.
    const other = real[(at * 7919 + Math.floor(at / real.length)) % real.length] as Float32Array;
    const share = 0.1 + 0.8 * ((at * 0.618034) % 1);
    return unit(one.map((value, i) => value + share * (other[i] as number)));
  });
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}
