import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inProject } from '../../project.ts';
import type { Report } from '../../report.ts';
import { digestFile } from '../check-file.ts';
import type { LockedFile } from '../model-lock.ts';
import { makeDelta } from './delta.ts';
import { optimiseGraph } from './optimise-graph.ts';

/**
 * Optimises a graph and keeps what turns the package's file into it: a few kilobytes for most, so that set-up on a fresh
 * machine needs no native runtime and comes to the same bytes.
 */
export async function lockOptimised(
  id: string,
  original: LockedFile,
  path: string,
  report: Report,
): Promise<LockedFile> {
  const { path: name, ...from } = original;
  const delta = `optimised/${id}/${name}.delta.gz`;
  const optimised = await optimiseGraph(path, report);
  await mkdir(dirname(inProject('models', delta)), { recursive: true });
  await writeFile(inProject('models', delta), makeDelta(new Uint8Array(await readFile(path)), optimised));
  const beside = join(dirname(path), 'optimised.onnx');
  await writeFile(beside, optimised);
  return { path: name, ...(await digestFile(beside)), optimised: { from, delta } };
}
