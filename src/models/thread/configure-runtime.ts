import { env, LogLevel } from '@huggingface/transformers';
import type { FlowError } from '../../errors/index.ts';
import type { Progress } from '../../executors/index.ts';
import type { LoadOrder } from '../host/model-worker-api.ts';
import { weightsFetch } from '../weights/weights-fetch.ts';

/** A runtime that has not started by then never will: wrong wasm files make it wait for ever. */
const START_LIMIT_MILLISECONDS = 60_000;

/** Points transformers.js and onnxruntime-web at this site's own files, before the first session. */
export function configureRuntime(
  order: LoadOrder,
  onProgress: (progress: Progress) => void,
  onFault: (fault: FlowError) => void,
): void {
  const { device, threads, runtimeUrl, modelsUrl } = order;
  env.logLevel = LogLevel.ERROR;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  // It has to be a path: transformers.js takes an absolute URL for a remote one.
  env.localModelPath = new URL(modelsUrl).pathname;
  env.useBrowserCache = false;
  // It would load the runtime from a blob: URL, which a strict content security policy forbids.
  env.useWasmCache = false;
  env.fetch = weightsFetch(order, onProgress, onFault);
  const { wasm } = env.backends.onnx;
  if (wasm === undefined) throw new Error('onnxruntime-web has no wasm settings.');
  // The plain build is half the size; only WebGPU needs the one that can wait for the GPU.
  const build = device === 'webgpu' ? 'ort-wasm-simd-threaded.asyncify' : 'ort-wasm-simd-threaded';
  wasm.wasmPaths = { mjs: `${runtimeUrl}${build}.mjs`, wasm: `${runtimeUrl}${build}.wasm` };
  wasm.numThreads = threads;
  wasm.initTimeout = START_LIMIT_MILLISECONDS;
}
