import { runScript } from '../run-script.ts';
import { saveOutput } from './save-output.ts';
import { measureStorage } from './storage/measure.ts';
import { readOptions, usage } from './storage/options.ts';
import { reportOf, reportText } from './storage/report.ts';

/** `npm run bench:storage`: what is kept in IndexedDB, against IndexedDB alone. It reports; it fails nothing. */
await runScript(async (args) => {
  if (args.includes('--help')) return void process.stdout.write(`${usage}\n`);
  const { settings, sections, json, save } = readOptions(args);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const report = reportOf(await measureStorage(sections, settings, say), settings);
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  if (save) await saveOutput('bench:storage', 'Storage against IndexedDB alone', args, reportText(report));
});
