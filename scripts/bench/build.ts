import { join } from 'node:path';
import { defaultClientConditions, type InlineConfig, build as viteBuild } from 'vite';
import { inProject } from '../project.ts';

/**
 * Bundles the bench as the page itself is bundled, and gives the folder. For Node too: what runs TypeScript there
 * keeps functions' names by a call for each closure that is made, which only our engine would pay.
 */
export async function buildBench(
  bench: 'engine' | 'models' | 'search' | 'storage',
  environment: 'node' | 'chromium',
): Promise<string> {
  const outDir = inProject('.cache', 'bench', bench, environment);
  const root = inProject('test', 'bench', bench);
  await viteBuild({
    ...shared,
    root,
    ...(environment === 'node' ? forNode : forChromium),
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      reportCompressedSize: false,
      chunkSizeWarningLimit: 5000,
      // Profiles name functions.
      minify: false,
      ...(environment === 'node' && { ssr: join(root, 'node.ts') }),
    },
  });
  return outDir;
}

const shared: InlineConfig = {
  configFile: false,
  base: './',
  logLevel: 'error',
  mode: 'production',
  // test/bench has a zod of its own, of LangGraph.js; our engine is to meet the one that it ships with.
  resolve: { alias: { zod: inProject('node_modules', 'zod') } },
};

/** The other engines lie where the bundle could not find them. */
const forNode: InlineConfig = { ssr: { noExternal: true } };

const forChromium: InlineConfig = {
  worker: { format: 'es' },
  // As the page has it: see vite.config.ts.
  resolve: { ...shared.resolve, conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
};
