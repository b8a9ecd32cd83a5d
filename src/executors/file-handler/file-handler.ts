import { FlowError } from '../../errors/index.ts';
import { extensionOf, safeName } from '../../media/file-name.ts';
import { mediaTypeOf } from '../../media/media-type.ts';
import { checkNamed } from '../../media/named-types.ts';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import { placeFile } from '../place-file.ts';
import { checkAllowed } from './check-allowed.ts';
import {
  type FileHandlerConfig,
  type FileHandlerOutputs,
  fileHandlerConfig,
  fileHandlerOutputs,
} from './config.ts';
import { openContent } from './open-content.ts';

/** Takes a file in: checks its size, its name and what it really is, and puts it where other steps find it. */
export class FileHandler extends BaseExecutor<FileHandlerConfig, FileHandlerOutputs> {
  readonly name = 'file_handler';
  override readonly description = 'Checks a file and puts it where the other steps of the run find it.';
  override readonly configSchema = fileHandlerConfig;
  override readonly outputSchema = fileHandlerOutputs;
  override readonly runsIn = 'pool';

  async execute(
    context: FlowContext,
    config: FileHandlerConfig,
  ): Promise<ExecutionResult<FileHandlerOutputs>> {
    const given = await openContent(config.file_content, context.files);
    const { content } = given;
    const filename = safeName(nameFor(config.filename, given.name));
    const extension = extensionOf(filename);
    checkSize(filename, content.size, config.max_size);
    const type = await mediaTypeOf(content, filename);
    if (config.validate_format) {
      if (content.size === 0) throw new FlowError('file_invalid', `${filename} is empty.`);
      checkNamed(filename, type);
    }
    if (config.allowed_formats !== undefined) checkAllowed(filename, type, config.allowed_formats);
    const facts = { filename, file_extension: extension, file_size: content.size, mime_type: type };
    if (!config.save_temp) {
      const { sha256 } = await context.files.keep(new File([content], filename, { type }), filename);
      return succeed({ ...facts, file_hash: sha256, temp_path: null, temp_file_created: false });
    }
    const naming = (sha256: string) =>
      config.preserve_name ? filename : `${sha256.slice(0, 16)}${extension}`;
    const { path, file } = await placeFile(context, content, filename, type, naming);
    return succeed({ ...facts, file_hash: file.sha256, temp_path: path, temp_file_created: true });
  }
}

function nameFor(given: string | undefined, own: string | undefined): string {
  const name = given === undefined || given.trim() === '' ? own : given;
  if (name !== undefined && name !== '') return name;
  throw new FlowError('input_required', 'A filename is required', {
    hint: 'Give the step a "filename": what it got has none of its own.',
  });
}

function checkSize(name: string, size: number, limit: number | undefined): void {
  if (limit === undefined || size <= limit) return;
  const message = `${name} has ${size} bytes; at most ${limit} are taken here.`;
  throw new FlowError('file_too_large', message, { hint: 'Choose a smaller file.' });
}
