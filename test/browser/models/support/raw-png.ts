/**
 * The bytes of a PNG's pixels as they stand in the file, row by row; browsers forget the colours of what is transparent.
 * For files of 8 bits a channel and one IDAT, as we write them.
 */
export async function rawPng(file: Blob, channels: number): Promise<Uint8Array> {
  const view = new DataView(await file.arrayBuffer());
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  let at = 8;
  while (view.getUint32(at + 4) !== 0x49444154) at += 12 + view.getUint32(at);
  const packed = file.slice(at + 8, at + 8 + view.getUint32(at));
  const plain = packed.stream().pipeThrough(new DecompressionStream('deflate'));
  const rows = new Uint8Array(await new Response(plain).arrayBuffer());
  const bytes = new Uint8Array(width * height * channels);
  const line = width * channels;
  for (let row = 0; row < height; row++) {
    const filter = rows[row * (line + 1)] ?? 0;
    for (let place = 0; place < line; place++) {
      const to = row * line + place;
      const left = place < channels ? 0 : (bytes[to - channels] ?? 0);
      const above = bytes[to - line] ?? 0;
      const corner = place < channels ? 0 : (bytes[to - line - channels] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      bytes[to] = (rows[row * (line + 1) + 1 + place] ?? 0) + guess;
    }
  }
  return bytes;
}

/** Of three neighbours the one that is nearest to left + above - corner: https://www.w3.org/TR/png-3/#9Filter-type-4-Paeth */
function paeth(left: number, above: number, corner: number): number {
  const meant = left + above - corner;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(meant - value)) as [number, number, number];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}
