import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { goldenTexts } from '../../test/fixtures/golden-vectors/golden-texts.ts';
import { installNative } from '../bench/models/install-native.ts';
import {
  originalModelsFolder,
  prepareOriginalModels,
  prepareTestModels,
  testModelsFolder,
} from '../prepare.ts';
import { inProject } from '../project.ts';
import { reportTo } from '../report.ts';

/**
 * Makes the vectors that tests hold ours against, on the native runtime: `npx tsx scripts/models/golden-vectors.ts`.
 * Tokens by the tokenizer that transformers.js uses, one text a run, mean over the tokens, length 1.
 */
const MODEL = 'Xenova/all-MiniLM-L6-v2';
const MOST_TOKENS = 512;
const WIDTH = 384;

/** The part of onnxruntime-node that is used here; it is installed beside the bench, not beside this file. */
interface Runtime {
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown;
  readonly InferenceSession: {
    create(path: string): Promise<{
      run(feeds: Record<string, unknown>): Promise<{ last_hidden_state: { data: Float32Array } }>;
    }>;
  };
}

const report = reportTo(process.stderr);
await prepareOriginalModels(report);
await prepareTestModels(report);
await installNative(report.say);
const runtime: Runtime = createRequire(inProject('test', 'bench', 'models', 'package.json'))(
  'onnxruntime-node',
);

const vectors = {
  fp32: await vectorsOf(join(testModelsFolder, MODEL), 'onnx/model.onnx'),
  q8: await vectorsOf(join(originalModelsFolder, MODEL), 'onnx/model_quantized.onnx'),
};
const path = inProject('test', 'fixtures', 'golden-vectors', 'vectors.json');
await writeFile(
  path,
  `${JSON.stringify({ model: MODEL, runtime: 'onnxruntime-node 1.30.0', vectors }, null, 2)}\n`,
);

async function vectorsOf(folder: string, file: string): Promise<readonly string[]> {
  const json = async (name: string): Promise<object> =>
    JSON.parse(await readFile(join(folder, name), 'utf8'));
  const tokenizer = new Tokenizer(await json('tokenizer.json'), await json('tokenizer_config.json'));
  const session = await runtime.InferenceSession.create(join(folder, file));
  const found: string[] = [];
  for (const text of goldenTexts) {
    // Cut as transformers.js cuts: what is beyond goes, the mark of the end with it.
    const ids = tokenizer.encode(text).ids.slice(0, MOST_TOKENS);
    const tensor = (value: (id: number) => number) =>
      new runtime.Tensor(
        'int64',
        BigInt64Array.from(ids, (id) => BigInt(value(id))),
        [1, ids.length],
      );
    const { last_hidden_state } = await session.run({
      input_ids: tensor((id) => id),
      attention_mask: tensor(() => 1),
      token_type_ids: tensor(() => 0),
    });
    found.push(Buffer.from(pooled(last_hidden_state.data, ids.length).buffer).toString('base64'));
  }
  return found;
}

function pooled(states: Float32Array, tokens: number): Float32Array {
  const mean = new Float32Array(WIDTH);
  for (let at = 0; at < WIDTH; at++) {
    let sum = 0;
    for (let token = 0; token < tokens; token++) sum += states[token * WIDTH + at] ?? 0;
    mean[at] = sum / tokens;
  }
  const length = Math.hypot(...mean);
  return mean.map((value) => value / length);
}
