import { extensionOf, lastSegment } from '../../media/file-name.ts';
import { mediaTypeOf } from '../../media/media-type.ts';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import { type GivenFile, openGiven } from '../given-file.ts';
import { placeFile } from '../place-file.ts';
import {
  type FileProcessorConfig,
  type FileProcessorOutputs,
  fileProcessorConfig,
  fileProcessorOutputs,
  MISSING_FILE,
} from './config.ts';
import { processing } from './processing.ts';

/** Tells what a file is, and reads it: hashes, text, JSON, rows of a table, the facts of an image. */
export class FileProcessor extends BaseExecutor<FileProcessorConfig, FileProcessorOutputs> {
  readonly name = 'file_processor';
  override readonly description =
    'Tells what a file is, and reads text, JSON, tables, hashes and sizes from it.';
  override readonly configSchema = fileProcessorConfig;
  override readonly outputSchema = fileProcessorOutputs;
  override readonly runsIn = 'pool';

  async execute(
    context: FlowContext,
    config: FileProcessorConfig,
  ): Promise<ExecutionResult<FileProcessorOutputs>> {
    const given = await openGiven(config.file, context.files, MISSING_FILE);
    const { content } = given;
    const name = nameOf(given);
    const type = await mediaTypeOf(content, name);
    const path = given.path ?? (await placeFile(context, content, name, type)).path;
    const found = await processing[config.processing_type]({ content, name, type }, config, context);
    return succeed(
      {
        file_path: path,
        file_size: content.size,
        file_extension: extensionOf(name),
        content_length: content.size,
        content_type: type,
        ...found,
      },
      {
        file_processed: lastSegment(path),
        processing_type: config.processing_type,
        file_size: content.size,
      },
    );
  }
}

/** What was given without a name gets one, and content without an extension the one that temporary files have. */
function nameOf({ name = '', path }: GivenFile): string {
  if (path !== undefined || extensionOf(name) !== '') return name;
  return `${name === '' ? 'uploaded_file' : name}.tmp`;
}
