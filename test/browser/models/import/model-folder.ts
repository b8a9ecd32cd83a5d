import { zipSync } from 'fflate';
import type { ModelFile } from '../../../../src/index.ts';
import { onnxFile } from '../support/onnx-file.ts';

/** The files of a model, by the path in its folder. */
export type Folder = Readonly<Record<string, Blob>>;

const MINI_LM = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'];

/** The embedded model for vectors of texts, as somebody would have it on the disk: 23.7 MB. */
export async function miniLm(): Promise<Folder> {
  const fetched = MINI_LM.map(async (path): Promise<[string, Blob]> => {
    const response = await fetch(`/models/Xenova/all-MiniLM-L6-v2/${path}`);
    return [path, await response.blob()];
  });
  return Object.fromEntries(await Promise.all(fetched));
}

/** As a page gets a folder that was dropped. */
export function dropped(folder: Folder, name = 'mine__mini'): readonly ModelFile[] {
  return Object.entries(folder).map(([path, file]) => ({ path: `${name}/${path}`, file }));
}

/** As somebody packs it. */
export async function packed(folder: Folder, level: 0 | 6 = 6, name = 'mine__mini.zip'): Promise<File> {
  const read = Object.entries(folder).map(
    async ([path, file]): Promise<[string, Uint8Array]> => [path, new Uint8Array(await file.arrayBuffer())],
  );
  const zip = zipSync(Object.fromEntries(await Promise.all(read)), { level }) as Uint8Array<ArrayBuffer>;
  return new File([zip], name);
}

export const json = (value: unknown): Blob => new Blob([JSON.stringify(value)]);

/** A graph that adds its input to itself. */
export const DOUBLE = { operator: 'Add', inputs: { x: { type: 1, shape: [2] } }, reads: ['x', 'x'] };

/** A folder that is whole and of a few bytes, but for what is changed; what is undefined is left out. */
export const small = (changes: Readonly<Record<string, Blob | undefined>> = {}): Folder => {
  const folder: Record<string, Blob | undefined> = {
    'config.json': json({ architectures: ['BertForSequenceClassification'], model_type: 'bert' }),
    'tokenizer.json': json({}),
    'tokenizer_config.json': json({}),
    'onnx/model_quantized.onnx': onnxFile(DOUBLE),
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(folder).filter((each): each is [string, Blob] => each[1] !== undefined),
  );
};
