import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installNative } from '../../bench/models/install-native.ts';
import { inProject } from '../../project.ts';
import type { Report } from '../../report.ts';

interface Runtime {
  readonly InferenceSession: {
    create(
      path: string,
      options: { readonly graphOptimizationLevel: 'extended'; readonly optimizedModelFilePath: string },
    ): Promise<{ release(): Promise<void> }>;
  };
}

/**
 * The graph as the runtime would make it each time that it loads it: constants folded, operators fused. `extended` and not
 * `all`, which is for the processor it runs on. The runtime in the page cannot write files, so the native one does it.
 */
export async function optimiseGraph(path: string, report: Report): Promise<Uint8Array> {
  await installNative(report.say);
  const runtime: Runtime = createRequire(inProject('test', 'bench', 'models', 'package.json'))(
    'onnxruntime-node',
  );
  const folder = await mkdtemp(join(tmpdir(), 'optimised-'));
  try {
    const to = join(folder, 'graph.onnx');
    const session = await runtime.InferenceSession.create(path, {
      graphOptimizationLevel: 'extended',
      optimizedModelFilePath: to,
    });
    await session.release();
    return new Uint8Array(await readFile(to));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
