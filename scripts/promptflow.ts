import { main } from '../src/cli/main.ts';
import { askLine } from '../src/cli/terminal/ask-line.ts';
import { coloured, hasColours, plain } from '../src/cli/terminal/paint.ts';
import { prepare } from './prepare.ts';
import { inProject } from './project.ts';
import { reportTo } from './report.ts';

/** `npm run promptflow`: the command line, on this project's own build and models. */
process.exitCode = await main(process.argv.slice(2), {
  prepare: () => prepare(reportTo(process.stderr)),
  site: inProject('dist'),
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  paintOut: hasColours(process.stdout) ? coloured : plain,
  paintErr: hasColours(process.stderr) ? coloured : plain,
  // Prompts are on standard error: who cannot see them cannot answer.
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask: askLine }),
});
