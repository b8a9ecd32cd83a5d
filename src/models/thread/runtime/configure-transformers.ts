import { env, LogLevel } from '@huggingface/transformers';
import type { ModelFiles } from '../../weights/model-files.ts';

/** Lets transformers.js see the files of one model, and nothing else: it asks no server. */
export function configureTransformers(model: string, files: ModelFiles): void {
  env.logLevel = LogLevel.ERROR;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/';
  env.useBrowserCache = false;
  // It would load the runtime from a blob: URL, which a strict content security policy forbids.
  env.useWasmCache = false;
  const root = `/${model}/`;
  env.fetch = async (input) => {
    const url = String(input);
    const content = url.startsWith(root) ? files.get(url.slice(root.length)) : undefined;
    if (content === undefined) return new Response(null, { status: 404 });
    // Without a right length the library makes its buffer anew for each part that comes.
    return new Response(content, { headers: { 'content-length': String(content.size) } });
  };
}
