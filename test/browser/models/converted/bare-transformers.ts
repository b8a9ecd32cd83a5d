import { env } from '@huggingface/transformers';

/** Points transformers.js, by itself, at the models and the runtime of this site: on one thread, and asking no hub. */
export function configureBareTransformers(): void {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/models/';
  env.useBrowserCache = false;
  env.useWasmCache = false;
  // Of a file that is not there the server of the tests sends the page, and the library would take it for the file.
  env.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
    return isPage ? new Response(null, { status: 404 }) : answer;
  };
  const wasm = env.backends.onnx.wasm;
  if (wasm === undefined) throw new Error('There is no wasm runtime.');
  const build = new URL('/ort/ort-wasm-simd-threaded', location.href).href;
  wasm.wasmPaths = { mjs: `${build}.mjs`, wasm: `${build}.wasm` };
  wasm.numThreads = 1;
}
