/**
 * A picture of patches in many colours, in which no two parts are alike.
 *
 * @param hole how much of it, from the left, is transparent
 */
export async function smallPhoto(width = 48, height = 32, hole = 0): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('The browser gives no canvas.');
  for (let y = 0; y < height; y += 4) {
    for (let x = 0; x < width; x += 4) {
      pen.fillStyle = `rgb(${(x * 5) % 256} ${(y * 7 + x) % 256} ${(x * y) % 256})`;
      pen.fillRect(x, y, 4, 4);
    }
  }
  pen.clearRect(0, 0, width * hole, height);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'photo.png', { type: 'image/png' });
}
