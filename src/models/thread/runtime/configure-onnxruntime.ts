import { env } from 'onnxruntime-web/webgpu';
import type { WorkerOrder } from '../../host/model-worker-api.ts';

/** A runtime that has not started by then never will: wrong wasm files make it wait for ever. */
const START_LIMIT_MILLISECONDS = 60_000;

/** Points onnxruntime-web at this site's own files, before the first session. */
export function configureOnnxruntime({ device, threads, runtimeUrl }: WorkerOrder): void {
  // The plain build is half the size; only WebGPU needs the one that can wait for the GPU.
  const build = device === 'webgpu' ? 'ort-wasm-simd-threaded.asyncify' : 'ort-wasm-simd-threaded';
  env.wasm.wasmPaths = { mjs: `${runtimeUrl}${build}.mjs`, wasm: `${runtimeUrl}${build}.wasm` };
  env.wasm.numThreads = threads;
  env.wasm.initTimeout = START_LIMIT_MILLISECONDS;
}
