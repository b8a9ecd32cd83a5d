import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { inProject } from '../project.ts';

/** Keeps the output of `npm run bench:NAME` as the page `docs/proofs/bench-NAME.md`. */
export async function saveOutput(
  command: `bench:${string}`,
  title: string,
  args: readonly string[],
  text: string,
): Promise<void> {
  const whole = [`npm run ${command}`, ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  const date = new Date().toISOString().slice(0, 10);
  await mkdir(inProject('docs', 'proofs'), { recursive: true });
  await writeFile(
    inProject('docs', 'proofs', `${command.replace(':', '-')}.md`),
    `# ${title}

Written by \`${whole}\` on ${date}, on ${cpus().length} cores. How it is measured: [benchmarks.md](../benchmarks.md).
The median over the rounds, and in brackets the quartiles.

${text}`,
  );
}
