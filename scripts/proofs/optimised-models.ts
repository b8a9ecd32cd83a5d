import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readModelLock } from '../models/model-lock.ts';
import { optimiseGraph } from '../models/optimise/optimise-graph.ts';
import { originalModelsFolder, prepareOriginalModels } from '../prepare.ts';
import { inProject } from '../project.ts';
import { reportTo } from '../report.ts';

/** Every graph that the lock has optimised comes out the same, byte by byte, when it is optimised again. */
export async function proveOptimisedModels(say: (line: string) => void): Promise<string> {
  const report = reportTo(process.stderr);
  await prepareOriginalModels(report);
  const { models } = await readModelLock(inProject('models', 'models.lock.json'));
  const rows: string[] = [];
  for (const { id, files } of models) {
    for (const { path, size, sha256, optimised } of files) {
      if (optimised === undefined) continue;
      say(`${id}/${path}`);
      const made = await optimiseGraph(join(originalModelsFolder, id, path), report);
      const hash = createHash('sha256').update(made).digest('hex');
      if (hash !== sha256) throw new Error(`${id}/${path} came out as ${hash}, and the lock has ${sha256}.`);
      rows.push(`| ${id}/${path} | ${optimised.from.size} | ${size} | ${hash} |`);
    }
  }
  return [
    '# Proof: optimised-models',
    '',
    '`npm run proof -- optimised-models`: the graphs of the packages are optimised again by onnxruntime-node, and each comes',
    'out with the hash that the lock has.',
    '',
    '| graph | bytes in the package | bytes optimised | SHA-256 |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
