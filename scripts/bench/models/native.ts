import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { MODEL, type Row, type Section, type Settings } from '../../../test/bench/models/job.ts';
import { mixedTexts, textOfTokens } from '../../../test/bench/models/texts.ts';
import { median } from '../../../test/bench/statistics.ts';
import { originalModelsFolder } from '../../prepare.ts';
import { inProject } from '../../project.ts';
import { installNative } from './install-native.ts';

interface Runtime {
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown;
  readonly InferenceSession: {
    create(
      path: string,
      options: { readonly intraOpNumThreads: number },
    ): Promise<{
      run(feeds: Record<string, unknown>): Promise<unknown>;
      release(): Promise<void>;
    }>;
  };
}

/** The same on onnxruntime-node: what the machine could do, to stand beside the page's figures. */
export async function measureNative(
  section: Section,
  { rounds, slowRounds, calls, texts }: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  await installNative(say);
  say(`${section}, native`);
  const rows: Row[] = [];
  for (const threads of [1, 2]) {
    const embed = await nativeModel(threads);
    const named = (name: string): string => `${name}${threads === 1 ? '1 thread' : `${threads} threads`}`;
    if (section === 'throughput') {
      const mixed = mixedTexts(texts);
      const values: number[] = [];
      for (let round = 0; round < slowRounds; round++) {
        const start = performance.now();
        for (const text of mixed) await embed(text);
        values.push(texts / ((performance.now() - start) / 1000));
      }
      rows.push({ section, case: named('onnxruntime-node, one by one, '), unit: 'texts/s', values });
      continue;
    }
    for (const tokens of [32, 128]) {
      const text = textOfTokens(tokens, tokens);
      const values: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const times: number[] = [];
        await embed(text);
        for (let at = 0; at < calls; at++) {
          const start = performance.now();
          await embed(text);
          times.push(performance.now() - start);
        }
        values.push(median(times));
      }
      rows.push({ section, case: `${named(`${tokens} tokens, `)}: onnxruntime-node`, unit: 'ms', values });
    }
  }
  return rows;
}

async function nativeModel(threads: number): Promise<(text: string) => Promise<unknown>> {
  const runtime: Runtime = createRequire(inProject('test', 'bench', 'models', 'package.json'))(
    'onnxruntime-node',
  );
  const folder = join(originalModelsFolder, MODEL);
  const json = async (name: string): Promise<object> =>
    JSON.parse(await readFile(join(folder, name), 'utf8'));
  const tokenizer = new Tokenizer(await json('tokenizer.json'), await json('tokenizer_config.json'));
  const session = await runtime.InferenceSession.create(join(folder, 'onnx', 'model_quantized.onnx'), {
    intraOpNumThreads: threads,
  });
  return (text) => {
    const { ids } = tokenizer.encode(text);
    const tensor = (value: (id: number) => number) =>
      new runtime.Tensor(
        'int64',
        BigInt64Array.from(ids, (id) => BigInt(value(id))),
        [1, ids.length],
      );
    return session.run({
      input_ids: tensor((id) => id),
      attention_mask: tensor(() => 1),
      token_type_ids: tensor(() => 0),
    });
  };
}
