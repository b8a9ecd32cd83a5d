/** The same numbers with rows and columns changed over. */
export function transposed<Numbers extends Float32Array | Int8Array>(
  numbers: Numbers,
  rows: number,
  columns: number,
): Numbers {
  const turned = numbers.slice();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = numbers[row * columns + column] ?? 0;
    }
  }
  // `slice` gives what it was called on.
  return turned as Numbers;
}
