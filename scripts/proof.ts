import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inProject } from './project.ts';
import { proveBackgroundTab } from './proofs/background-tab.ts';
import { proveFuzz } from './proofs/fuzz.ts';
import { proveKills } from './proofs/kills.ts';
import { proveLargeBatch } from './proofs/large-batch.ts';
import { proveLargeFile } from './proofs/large-file.ts';
import { proveModelMemory } from './proofs/model-memory.ts';
import { proveOptimisedModels } from './proofs/optimised-models.ts';
import { runScript } from './run-script.ts';

/** A proof too long for `npm test`: it rejects where it fails, and gives its output, in Markdown, where it holds. */
type Proof = (say: (line: string) => void) => Promise<string>;

const proofs: Readonly<Record<string, Proof>> = {
  'background-tab': proveBackgroundTab,
  fuzz: proveFuzz,
  kills: proveKills,
  'large-batch': proveLargeBatch,
  'large-file': proveLargeFile,
  'model-memory': proveModelMemory,
  'optimised-models': proveOptimisedModels,
};

/** `npm run proof -- NAME`: runs one proof and keeps its output under `docs/proofs/`. */
await runScript(async ([name, ...rest]) => {
  const proof = name !== undefined && Object.hasOwn(proofs, name) ? proofs[name] : undefined;
  if (proof === undefined || rest.length > 0) {
    throw new Error(`npm run proof -- NAME, where NAME is one of: ${Object.keys(proofs).join(', ')}`);
  }
  const output = await proof((line) => process.stderr.write(`${line}\n`));
  const path = inProject('docs', 'proofs', `${name}.md`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, output);
  process.stdout.write(output);
});
