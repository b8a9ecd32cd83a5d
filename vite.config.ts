import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';
import { flowSchema } from './scripts/vite/flow-schema.ts';
import { flows } from './scripts/vite/flows.ts';
import { isolation } from './scripts/vite/isolation.ts';
import { selfHostedOnnxruntime } from './scripts/vite/self-hosted-onnxruntime.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The studio that people open, and the page that the command line drives. */
const pages = [here('index.html'), here('src/cli/host.html')].filter((path) => existsSync(path));

/** Where the build's own time goes is no news to who starts the page. */
const checks = { bundlerTimings: false };

export default defineConfig({
  // Relative addresses everywhere: the built site works in any folder of any server.
  base: './',
  plugins: [isolation(), selfHostedOnnxruntime(), flows(here('flows')), flowSchema()],
  resolve: {
    // onnxruntime with its glue left outside: bundled glue with threads hangs in production,
    // since each thread would start our worker's bundle instead of the glue.
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
  },
  worker: { format: 'es', rolldownOptions: { checks } },
  build: {
    target: 'es2022',
    rolldownOptions: { input: pages, checks },
    sourcemap: true,
    // onnxruntime and transformers.js are one large chunk that only the model worker loads.
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
  },
  server: { host: 'localhost', port: 5173 },
});
