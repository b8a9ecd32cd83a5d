import { Tokenizer } from '@huggingface/tokenizers';
import { expose } from 'comlink';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import type { PeerApi } from './peer-api.ts';

/** onnxruntime-web by itself: a tokenizer, `session.run`, and the mean over the tokens by hand. */
let tokenizer: Tokenizer | undefined;
let session: InferenceSession | undefined;

const api: PeerApi = {
  async load({ model, threads, root }) {
    const build = new URL('ort/ort-wasm-simd-threaded', root).href;
    env.wasm.wasmPaths = { mjs: `${build}.mjs`, wasm: `${build}.wasm` };
    env.wasm.numThreads = threads;
    const url = (path: string): URL => new URL(`original-models/${model}/${path}`, root);
    const json = async (path: string): Promise<object> => (await fetch(url(path))).json();
    tokenizer = new Tokenizer(await json('tokenizer.json'), await json('tokenizer_config.json'));
    const weights = await (await fetch(url('onnx/model_quantized.onnx'))).arrayBuffer();
    session = await InferenceSession.create(new Uint8Array(weights));
  },
  async oneByOne(texts) {
    const vectors: Float32Array[] = [];
    for (const text of texts) vectors.push(await vectorOf(text));
    return vectors;
  },
  batch: () => Promise.reject(new Error('It is not asked for that.')),
  transcribe: () => Promise.reject(new Error('It is not asked for that.')),
};

async function vectorOf(text: string): Promise<Float32Array> {
  if (tokenizer === undefined || session === undefined) throw new Error('It is not loaded.');
  const { ids } = tokenizer.encode(text);
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
  const states = answer['last_hidden_state']?.data as Float32Array;
  const width = states.length / ids.length;
  const mean = new Float32Array(width);
  for (let token = 0; token < ids.length; token++) {
    for (let at = 0; at < width; at++)
      mean[at] = (mean[at] ?? 0) + (states[token * width + at] ?? 0) / ids.length;
  }
  const length = Math.hypot(...mean);
  return mean.map((value) => value / length);
}

expose(api);
