import { env, LogLevel, pipeline } from '@huggingface/transformers';
import { env as runtime } from 'onnxruntime-web/webgpu';
import type { Folder } from '../import/model-folder.ts';

export type BarePipeline = (...given: readonly unknown[]) => Promise<unknown>;

/** transformers.js by itself, in the thread of the test, on one thread: what ours is held against. */
export async function barePipeline(task: string, id: string, folder: Folder): Promise<BarePipeline> {
  const build = new URL('/ort/ort-wasm-simd-threaded', location.href).href;
  runtime.wasm.wasmPaths = { mjs: `${build}.mjs`, wasm: `${build}.wasm` };
  runtime.wasm.numThreads = 1;
  env.logLevel = LogLevel.ERROR;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/';
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = async (input) => {
    const content = folder[String(input).slice(`/${id}/`.length)];
    return content === undefined ? new Response(null, { status: 404 }) : new Response(content);
  };
  // Which task it is, is known at run time alone.
  const made = await pipeline(task as 'text-classification', id, { device: 'wasm', dtype: 'fp32' });
  return made as unknown as BarePipeline;
}
