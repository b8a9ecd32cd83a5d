/**
 * The same numbers with their axes in another order.
 *
 * @param axes which of the old axes each new one is
 */
export function permuted(
  numbers: Float32Array,
  shape: readonly number[],
  axes: readonly number[],
): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const sizes = axes.map((axis) => shape[axis] ?? 1);
  const result = new Float32Array(numbers.length);
  for (let at = 0; at < result.length; at++) {
    let rest = at;
    let from = 0;
    for (let place = axes.length - 1; place >= 0; place--) {
      const size = sizes[place] ?? 1;
      from += (rest % size) * (strides[axes[place] ?? 0] ?? 0);
      rest = Math.floor(rest / size);
    }
    result[at] = numbers[from] ?? 0;
  }
  return result;
}
