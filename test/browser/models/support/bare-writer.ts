import {
  env,
  type Message,
  type PreTrainedModel,
  type PreTrainedTokenizer,
  pipeline,
  type TextGenerationPipeline,
} from '@huggingface/transformers';
import { env as runtime } from 'onnxruntime-web/webgpu';

/** What transformers.js by itself writes on one thread: what ours is held against. */
export interface BareWriter {
  write(prompt: string | Message[], options: object): Promise<string | Message[]>;
  readonly model: PreTrainedModel;
  readonly tokenizer: PreTrainedTokenizer;
}

export async function bareWriter(model: string): Promise<BareWriter> {
  const build = new URL('/ort/ort-wasm-simd-threaded', location.href).href;
  runtime.wasm.wasmPaths = { mjs: `${build}.mjs`, wasm: `${build}.wasm` };
  runtime.wasm.numThreads = 1;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/test-models/';
  env.useBrowserCache = false;
  env.useWasmCache = false;
  const bare: TextGenerationPipeline = await pipeline('text-generation', model, {
    device: 'wasm',
    dtype: 'q8',
  });
  const { model: loaded, tokenizer } = bare;
  return {
    model: loaded,
    tokenizer,
    async write(prompt, options) {
      // The library's own types tell a text from a conversation; here either may come.
      const [answer] = (await bare(prompt as string, options)) as [{ generated_text: string | Message[] }];
      return answer.generated_text;
    },
  };
}
