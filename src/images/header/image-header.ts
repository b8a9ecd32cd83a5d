/** Formats that are read here; browsers decode all of them. Named as PIL names them. */
export type ImageFormat = 'PNG' | 'JPEG' | 'GIF' | 'WEBP' | 'BMP';

/** What an image file says of itself before anything is decoded. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** In pixels, as stored: `orientation` is not applied yet. */
  readonly width: number;
  readonly height: number;
  /** What a pixel is made of, as PIL names it: `L` (grey), `RGB`, `RGBA`, `P` (a palette), `CMYK` and their like. */
  readonly mode: string;
  /** Whether some of it may be transparent. */
  readonly hasAlpha: boolean;
  /** How it has to be turned to stand upright, 1 to 8 by EXIF; 1 is upright. */
  readonly orientation: number;
}
