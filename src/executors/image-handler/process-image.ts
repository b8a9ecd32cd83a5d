import {
  decodeImage,
  drawImage,
  encodeImage,
  enhanceContrast,
  type ImageHeader,
  toGreyscale,
  type WritableFormat,
} from '../../images/index.ts';
import type { ImageHandlerConfig } from './config.ts';

type Size = [width: number, height: number];

export interface ProcessedImage {
  readonly content: Blob;
  readonly format: ImageHeader['format'];
  readonly mode: string;
  readonly size: Size;
  readonly steps: string[];
}

/** Modes without colour, as PIL names them. */
const GREY = new Set(['1', 'L', 'LA', 'I;16']);

/**
 * Does what the config asks for, in the order orient, resize, contrast, grey. Where there is nothing to do the image
 * stays as it is, to the byte, but it is decoded all the same: a damaged one is told here and not later.
 */
export async function processImage(
  content: Blob,
  name: string,
  header: ImageHeader,
  config: ImageHandlerConfig,
): Promise<ProcessedImage> {
  const image = await decodeImage(content, name, header);
  // The browser's word on which side is up counts: it also knows EXIF that is not quite in order.
  const upright: Size = [image.width, image.height];
  const size = targetSize(config.resize ?? [null, null], upright);
  const format = config.output_format ?? writable(header.format);
  const steps = stepsFor(config, header, upright, size, format);
  if (steps.length === 0) {
    image.close();
    return { content, format: header.format, mode: header.mode, size, steps };
  }
  const canvas = drawImage(image, size);
  if (config.enhance_contrast !== undefined) enhanceContrast(canvas, config.enhance_contrast);
  if (config.convert_grayscale) toGreyscale(canvas);
  const isGrey = config.convert_grayscale || GREY.has(header.mode);
  const hasAlpha = header.hasAlpha && format !== 'JPEG';
  const mode = isGrey ? (hasAlpha ? 'LA' : 'L') : hasAlpha ? 'RGBA' : 'RGB';
  return {
    content: await encodeImage(canvas, { format, quality: config.quality, mode }),
    format,
    mode,
    size,
    steps,
  };
}

/** The side that is left open keeps the proportions; both open, the size stays. */
function targetSize([width, height]: readonly [number | null, number | null], [wide, high]: Size): Size {
  const scale = width !== null ? width / wide : height !== null ? height / high : 1;
  return [width ?? Math.max(1, Math.round(wide * scale)), height ?? Math.max(1, Math.round(high * scale))];
}

function writable(format: ImageHeader['format']): WritableFormat {
  return format === 'GIF' || format === 'BMP' ? 'PNG' : format;
}

/** What is to be done, by the keys of the config where there is one. A GIF stays one where nothing else happens to it. */
function stepsFor(
  config: ImageHandlerConfig,
  header: ImageHeader,
  [wide, high]: Size,
  [width, height]: Size,
  format: WritableFormat,
): string[] {
  const steps: string[] = [];
  if (header.orientation !== 1 || wide !== header.width || high !== header.height) steps.push('orient');
  if (width !== wide || height !== high) steps.push('resize');
  if (config.enhance_contrast !== undefined) steps.push('enhance_contrast');
  if (config.convert_grayscale) steps.push('convert_grayscale');
  const isAsked = (config.output_format ?? undefined) !== undefined;
  if (format !== header.format && (isAsked || steps.length > 0)) steps.push('convert_format');
  return steps;
}
