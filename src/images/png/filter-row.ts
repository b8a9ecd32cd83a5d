const SUB = 1;
const UP = 2;

/**
 * Writes a row as its differences to what stands to the left or above, whichever are smaller: they compress better.
 *
 * @param step how many bytes a pixel has
 * @param out gets the filter's number, then the differences
 */
export function filterRow(row: Uint8Array, above: Uint8Array, step: number, out: Uint8Array): void {
  let toLeft = 0;
  let toAbove = 0;
  for (let place = 0; place < row.length; place++) {
    const value = row[place] ?? 0;
    toLeft += distance(value - leftOf(row, place, step));
    toAbove += distance(value - (above[place] ?? 0));
  }
  const filter = toAbove < toLeft ? UP : SUB;
  out[0] = filter;
  for (let place = 0; place < row.length; place++) {
    const near = filter === UP ? (above[place] ?? 0) : leftOf(row, place, step);
    out[place + 1] = (row[place] ?? 0) - near;
  }
}

function leftOf(row: Uint8Array, place: number, step: number): number {
  return place < step ? 0 : (row[place - step] ?? 0);
}

/** How far a difference is from none, where 255 is as near as 1: it wraps around. */
function distance(difference: number): number {
  const byte = difference & 0xff;
  return byte < 128 ? byte : 256 - byte;
}
