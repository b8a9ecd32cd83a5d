import { type ImageHeader, readImageHeader } from '../../images/index.ts';
import { safeName, stemOf } from '../../media/file-name.ts';
import { mediaTypeOf } from '../../media/media-type.ts';
import { checkNamed } from '../../media/named-types.ts';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import type { FlowFile } from '../flow-file.ts';
import { openGiven } from '../given-file.ts';
import { placeFile } from '../place-file.ts';
import {
  type ImageHandlerConfig,
  type ImageHandlerOutputs,
  imageHandlerConfig,
  imageHandlerOutputs,
  MISSING_IMAGE,
} from './config.ts';
import { type ProcessedImage, processImage } from './process-image.ts';

/** Makes an image ready for what comes next: upright, of a size, with more contrast, grey, in another format. */
export class ImageHandler extends BaseExecutor<ImageHandlerConfig, ImageHandlerOutputs> {
  readonly name = 'image_handler';
  override readonly description = 'Turns, resizes and converts an image, with more contrast or in greys.';
  override readonly configSchema = imageHandlerConfig;
  override readonly outputSchema = imageHandlerOutputs;
  override readonly runsIn = 'pool';

  async execute(
    context: FlowContext,
    config: ImageHandlerConfig,
  ): Promise<ExecutionResult<ImageHandlerOutputs>> {
    const given = await openGiven(config.image_path, context.files, MISSING_IMAGE);
    const { content } = given;
    const name = safeName(given.name ?? 'image');
    const type = await mediaTypeOf(content, name);
    if (config.validate_format) checkNamed(name, type);
    const header = await readImageHeader(content, name);
    const originalPath = given.path ?? (await placeFile(context, content, name, type)).path;
    const processed = await processImage(content, name, header, config);
    const kept = await keepProcessed(context, processed, name, config.save_temp);
    return succeed({
      original_path: originalPath,
      original_format: header.format,
      original_size: [header.width, header.height],
      original_mode: header.mode,
      processed_format: processed.format,
      processed_size: processed.size,
      processed_mode: processed.mode,
      processing_steps: processed.steps,
      image_processed: true,
      image: kept.file,
      temp_path: kept.path,
      temp_file_created: kept.path !== null,
    });
  }
}

const EXTENSIONS: Readonly<Record<ImageHeader['format'], string>> = {
  PNG: '.png',
  JPEG: '.jpg',
  WEBP: '.webp',
  GIF: '.gif',
  BMP: '.bmp',
};

/** The processed image has the name of the original, with the extension of its own format. */
async function keepProcessed(
  context: FlowContext,
  { content, format, steps }: ProcessedImage,
  original: string,
  saveTemp: boolean,
): Promise<{ readonly file: FlowFile; readonly path: string | null }> {
  const name = steps.length === 0 ? original : `${stemOf(original)}${EXTENSIONS[format]}`;
  const type = `image/${format.toLowerCase()}`;
  if (saveTemp) return placeFile(context, content, name, type);
  return { file: await context.files.keep(new File([content], name, { type }), name), path: null };
}
