import { env, pipeline } from '@huggingface/transformers';

env.allowRemoteModels = false;
env.allowLocalModels = true;
env.localModelPath = '/models/';
env.useBrowserCache = false;
env.useWasmCache = false;
const wasm = env.backends.onnx.wasm;
if (wasm !== undefined) {
  const address = (name: string) => new URL(`/ort/${name}`, self.location.href).href;
  wasm.wasmPaths = {
    mjs: address('ort-wasm-simd-threaded.mjs'),
    wasm: address('ort-wasm-simd-threaded.wasm'),
  };
  wasm.numThreads = 2;
}
const embed = await pipeline('feature-extraction', 'Xenova/all-MiniLM-L6-v2', {
  dtype: 'q8',
  device: 'wasm',
});
const output = await embed('hello', { pooling: 'mean', normalize: true });
postMessage({ isolated: self.crossOriginIsolated, dimensions: output.dims.at(-1) });
