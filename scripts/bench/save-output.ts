import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { inProject } from '../project.ts';

/** What lies beside the page of a bench, in a folder of its name. */
interface Beside {
  /** SVG by name; the page shows them at its end. */
  readonly plots: ReadonlyMap<string, string>;
  /** All that was measured, as JSON. */
  readonly data: unknown;
}

/** Keeps the output of `npm run bench:NAME` as the page `docs/proofs/bench-NAME.md`. */
export async function saveOutput(
  command: `bench:${string}`,
  title: string,
  args: readonly string[],
  text: string,
  beside?: Beside,
): Promise<void> {
  const whole = [`npm run ${command}`, ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  const date = new Date().toISOString().slice(0, 10);
  const name = command.replace(':', '-');
  await mkdir(inProject('docs', 'proofs'), { recursive: true });
  const shown = beside === undefined ? '' : await keepBeside(name, beside);
  await writeFile(
    inProject('docs', 'proofs', `${name}.md`),
    `# ${title}

Written by \`${whole}\` on ${date}, on ${cpus().length} cores. How it is measured: [benchmarks.md](../benchmarks.md).
The median over the rounds, and in brackets the quartiles.

${text}${shown}`,
  );
}

/** Gives the part of the page that shows what was kept. */
async function keepBeside(name: string, { plots, data }: Beside): Promise<string> {
  await mkdir(inProject('docs', 'proofs', name), { recursive: true });
  const keep = (file: string, content: string): Promise<void> =>
    writeFile(inProject('docs', 'proofs', name, file), content);
  await keep('data.json', `${JSON.stringify(data, null, 1)}\n`);
  for (const [plot, svg] of plots) await keep(`${plot}.svg`, `${svg}\n`);
  const images = [...plots.keys()].map((plot) => `![${plot}](${name}/${plot}.svg)`);
  return `\n## Plots\n\n${images.join('\n\n')}\n\nAll figures: [data.json](${name}/data.json).\n`;
}
