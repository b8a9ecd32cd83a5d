/**
 * Draws a page of text, black on white, in letters of 28 pixels.
 *
 * @param degrees by which it is turned around its middle
 * @param leading from one line to the next, in pixels
 */
export async function textPage(lines: readonly string[], degrees = 0, leading = 76): Promise<File> {
  const [width, height] = [1000, 1000];
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('The browser gives no canvas.');
  pen.fillStyle = 'white';
  pen.fillRect(0, 0, width, height);
  pen.translate(width / 2, height / 2);
  pen.rotate((degrees * Math.PI) / 180);
  pen.fillStyle = 'black';
  pen.font = '28px sans-serif';
  for (const [at, line] of lines.entries()) pen.fillText(line, -400, -360 + at * leading);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'page.png', { type: 'image/png' });
}
