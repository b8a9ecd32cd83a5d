import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sirv from 'sirv';
import type { Plugin } from 'vite';

/** The plain build for wasm alone, and the one with asyncify that WebGPU asks for. */
const served = [
  'ort-wasm-simd-threaded.mjs',
  'ort-wasm-simd-threaded.wasm',
  'ort-wasm-simd-threaded.asyncify.mjs',
  'ort-wasm-simd-threaded.asyncify.wasm',
];

/**
 * Gives the page onnxruntime's glue and wasm under `ort/`, from the one installed copy.
 * Its default is a CDN, and glue and wasm of different versions wait for each other for ever.
 * They keep their names, since the threads that the glue starts load the glue again by its address.
 */
export function selfHostedOnnxruntime(): Plugin {
  const folder = dirname(
    createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
  );
  return {
    name: 'prompt-flow:onnxruntime',
    configureServer(server) {
      const files = sirv(folder, { dev: true });
      server.middlewares.use((request, response, next) => {
        const name = /^\/ort\/([^/?]+)/.exec(request.url ?? '')?.[1];
        if (name === undefined || !served.includes(name)) return next();
        // Without the query that vite adds to imports, which would send it through vite's transforms.
        request.url = `/${name}`;
        files(request, response, next);
      });
    },
    async generateBundle() {
      if (this.environment.config.consumer !== 'client') return;
      for (const name of served) {
        this.emitFile({ type: 'asset', fileName: `ort/${name}`, source: await readFile(join(folder, name)) });
      }
    },
  };
}
