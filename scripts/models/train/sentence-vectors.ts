import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';

/** The model's own limit; what is beyond goes, as it does in the page. */
const MOST_TOKENS = 512;

/**
 * Sentence embeddings as the page has them, by the same runtime in wasm on one thread: the mean over the tokens, of
 * length 1.
 *
 * @param folder the model's files, in the hub's layout
 */
export async function sentenceVectors(
  folder: string,
  sentences: readonly string[],
): Promise<readonly Float32Array[]> {
  env.wasm.numThreads = 1;
  const json = async (name: string): Promise<object> =>
    JSON.parse(await readFile(join(folder, name), 'utf8'));
  const tokenizer = new Tokenizer(await json('tokenizer.json'), await json('tokenizer_config.json'));
  const session = await InferenceSession.create(await readFile(join(folder, 'onnx', 'model_quantized.onnx')));
  const vectors: Float32Array[] = [];
  for (const sentence of sentences) {
    const ids = tokenizer.encode(sentence).ids.slice(0, MOST_TOKENS);
    const tensor = (value: (id: number) => number): Tensor =>
      new Tensor(
        'int64',
        BigInt64Array.from(ids, (id) => BigInt(value(id))),
        [1, ids.length],
      );
    const answer = await session.run({
      input_ids: tensor((id) => id),
      attention_mask: tensor(() => 1),
      token_type_ids: tensor(() => 0),
    });
    // The model has one output, and its numbers are these.
    vectors.push(meanOf(answer['last_hidden_state']?.data as Float32Array, ids.length));
  }
  await session.release();
  return vectors;
}

function meanOf(states: Float32Array, tokens: number): Float32Array {
  const width = states.length / tokens;
  const mean = new Float32Array(width);
  for (const [at, state] of states.entries()) mean[at % width] = (mean[at % width] ?? 0) + state / tokens;
  const length = Math.hypot(...mean);
  return mean.map((part) => part / length);
}
