import { FlowError } from '../../../../errors/index.ts';
import type { ModelFiles } from '../../../weights/model-files.ts';
import { JsonWriter } from './json-writer.ts';
import { readSchema } from './schema/read-schema.ts';
import { tokenBytes } from './token-bytes.ts';
import { TokenTable } from './token-table.ts';

/** Makes writers that are held to a schema; a model's vocabulary is read once, when the first of them is wanted. */
export function jsonWriters(files: ModelFiles): (schema: unknown) => Promise<JsonWriter> {
  let vocabulary: ReturnType<typeof read> | undefined;
  const read = async () => {
    const file = await files.get('tokenizer.json')?.text();
    if (file === undefined) throw new FlowError('model_invalid', 'The model has no tokenizer.json.');
    const bytes = tokenBytes(JSON.parse(file));
    return { bytes, table: new TokenTable(bytes) };
  };
  return async (schema) => {
    const shape = readSchema(schema);
    vocabulary ??= read();
    const { bytes, table } = await vocabulary;
    return new JsonWriter(shape, table, bytes);
  };
}
