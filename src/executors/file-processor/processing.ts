import { readImageHeader } from '../../images/index.ts';
import type { FlowContext } from '../flow-context.ts';
import type { FileProcessorConfig, FileProcessorOutputs, ProcessingType } from './config.ts';
import { digestsOf } from './digests.ts';
import type { KnownFile } from './known-file.ts';
import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';
import { readText } from './read-text.ts';

/** One function per processing type: what it adds to what is told of any file. */
export const processing: Readonly<
  Record<
    ProcessingType,
    (
      file: KnownFile,
      config: FileProcessorConfig,
      context: FlowContext,
    ) => Promise<Partial<FileProcessorOutputs>>
  >
> = {
  analyze: async () => ({}),
  hash: ({ content, name }, _config, context) => digestsOf(content, name, context),
  async text(file) {
    const { text, encoding } = await readText(file, 'text');
    return { text, line_count: lineCount(text), encoding };
  },
  json: async (file) => ({ data: await readJson(file) }),
  csv: (file, { csv }) => readCsv(file, csv),
  async image_info({ content, name }) {
    const { hasAlpha, ...facts } = await readImageHeader(content, name);
    return { ...facts, has_alpha: hasAlpha };
  },
};

/** A last line end begins no further line. */
function lineCount(text: string): number {
  const ends = text.match(/\r\n|\r|\n/g)?.length ?? 0;
  return text === '' || /[\r\n]$/.test(text) ? ends : ends + 1;
}
