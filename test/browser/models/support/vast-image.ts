import { smallPhoto } from './small-photo.ts';

/** A PNG whose header says that it has so many pixels. */
export async function vastImage(width: number, height: number): Promise<File> {
  const bytes = await (await smallPhoto()).arrayBuffer();
  new DataView(bytes).setUint32(16, width);
  new DataView(bytes).setUint32(20, height);
  return new File([bytes], 'vast.png', { type: 'image/png' });
}
