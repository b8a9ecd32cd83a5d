import { Tokenizer } from '@huggingface/tokenizers';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';

/** onnxruntime-web by itself, on one thread, with the graph as its package has it: what ours is held against. */
export interface BareSession {
  /** The states of the last layer, a row for each token. */
  run(text: string): Promise<Float32Array>;
}

export async function bareSession(model: string, file: string): Promise<BareSession> {
  const root = `/original-models/${model}/`;
  const build = new URL('/ort/ort-wasm-simd-threaded', location.href).href;
  env.wasm.wasmPaths = { mjs: `${build}.mjs`, wasm: `${build}.wasm` };
  env.wasm.numThreads = 1;
  const json = async (path: string): Promise<object> => (await fetch(`${root}${path}`)).json();
  const tokenizer = new Tokenizer(await json('tokenizer.json'), await json('tokenizer_config.json'));
  const weights = new Uint8Array(await (await fetch(`${root}${file}`)).arrayBuffer());
  const session = await InferenceSession.create(weights);
  return {
    async run(text) {
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
      return answer['last_hidden_state']?.data as Float32Array;
    },
  };
}
