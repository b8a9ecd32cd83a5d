import { FlowError } from '../../errors/index.ts';
import { createCanvas, decodeImage, drawImage, encodeImage, readImageHeader } from '../../images/index.ts';

/** Puts a colour behind an image that is transparent in part. */
export async function paintBehind(image: Blob, colour: string, name: string): Promise<Blob> {
  const bitmap = await decodeImage(image, name, await readImageHeader(image, name));
  // The bitmap is closed when it is drawn, and then has no size.
  const size = [bitmap.width, bitmap.height] as const;
  const canvas = drawImage(bitmap, size);
  canvas.globalCompositeOperation = 'destination-over';
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, ...size);
  return encodeImage(canvas, { format: 'PNG', quality: 100, mode: 'RGB' });
}

/** Throws `invalid_config` for what is no colour: a canvas leaves its style as it is where it is given such. */
export function checkColour(colour: string): void {
  const canvas = createCanvas(1, 1);
  const isTaken = ['#000000', '#ffffff'].some((before) => {
    canvas.fillStyle = before;
    canvas.fillStyle = colour;
    return canvas.fillStyle !== before;
  });
  if (isTaken) return;
  const hint = 'Take transparent, the name of a colour such as white, or its code such as #1a7f37.';
  throw new FlowError('invalid_config', `"background": ${colour} is no colour.`, { hint });
}
