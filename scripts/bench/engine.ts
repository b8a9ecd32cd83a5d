import type { Row } from '../../test/bench/engine/measurement.ts';
import { runScript } from '../run-script.ts';
import { measureInChromium } from './engine/in-chromium.ts';
import { measureInNode } from './engine/in-node.ts';
import { readOptions, usage } from './engine/options.ts';
import { installEngines } from './engine/peers.ts';
import { reportOf, reportText } from './engine/report.ts';
import { saveOutput } from './save-output.ts';

const measureIn = { node: measureInNode, chromium: measureInChromium } as const;

/** `npm run bench:engine`: this engine and others on the same no-op graphs. It reports; it fails nothing. */
await runScript(async (args) => {
  if (args.includes('--help')) return void process.stdout.write(`${usage}\n`);
  const { settings, environments, json, save } = readOptions(args);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  await installEngines(say);
  const rows: Row[] = [];
  for (const environment of environments) rows.push(...(await measureIn[environment](settings, say)));
  const report = reportOf(rows);
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  if (save) await saveOutput('bench:engine', 'The engine against others', args, reportText(report));
});
