import {
  type AutomaticSpeechRecognitionPipeline,
  env,
  type FeatureExtractionPipeline,
  pipeline,
} from '@huggingface/transformers';
import { expose } from 'comlink';
import type { PeerApi } from './peer-api.ts';

/** transformers.js by itself, as its documentation has it used, with its own cache. */
let extract: FeatureExtractionPipeline | undefined;
let recognise: AutomaticSpeechRecognitionPipeline | undefined;

const api: PeerApi = {
  async load({ task, model, threads, root }) {
    env.allowRemoteModels = false;
    env.allowLocalModels = true;
    env.localModelPath = new URL('original-models/', root).pathname;
    const { wasm } = env.backends.onnx;
    if (wasm === undefined) throw new Error('There is no runtime.');
    // Its own choice of a build, served from here: the address that it has otherwise is another site's.
    const build = new URL('ort/ort-wasm-simd-threaded.asyncify', root).href;
    wasm.wasmPaths = { mjs: `${build}.mjs`, wasm: `${build}.wasm` };
    wasm.numThreads = threads;
    if (task === 'feature-extraction') extract = await pipeline(task, model, { dtype: 'q8', device: 'wasm' });
    else recognise = await pipeline(task, model, { dtype: 'q8', device: 'wasm' });
  },
  async oneByOne(texts) {
    const vectors: Float32Array[] = [];
    for (const text of texts) {
      const tensor = await extract?.(text, { pooling: 'mean', normalize: true });
      vectors.push(Float32Array.from(tensor?.data as Float32Array));
      tensor?.dispose();
    }
    return vectors;
  },
  async batch(texts) {
    const tensor = await extract?.([...texts], { pooling: 'mean', normalize: true });
    const length = tensor?.data.length ?? 0;
    tensor?.dispose();
    return length;
  },
  async transcribe(samples) {
    const answer = await recognise?.(samples, { language: 'english' });
    return Array.isArray(answer) ? (answer[0]?.text ?? '') : (answer?.text ?? '');
  },
};

expose(api);
