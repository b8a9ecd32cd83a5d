import { writeFile } from 'node:fs/promises';
import { inProject } from '../project.ts';
import { runScript } from '../run-script.ts';
import { compileKernel } from './compile-kernel.ts';

/** Compiles the loop of the vector search anew, after a change of its text. */
await runScript(async () => {
  await writeFile(inProject('src', 'vectors', 'scan-kernel.ts'), await compileKernel());
});
