import { prepare } from '../prepare.ts';
import { reportTo } from '../report.ts';
import { runScript } from '../run-script.ts';
import { saveOutput } from './save-output.ts';
import { measureSearch } from './search/measure.ts';
import { readOptions, usage } from './search/options.ts';
import { reportOf, reportText } from './search/report.ts';

/** `npm run bench:search`: searches among vectors against the plain loop. It reports; it fails nothing. */
await runScript(async (args) => {
  if (args.includes('--help')) return void process.stdout.write(`${usage}\n`);
  const { settings, json, save } = readOptions(args);
  const report = reportTo(process.stderr);
  await prepare(report);
  const found = reportOf(await measureSearch(settings, report.say), settings);
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : reportText(found));
  if (save) await saveOutput('bench:search', 'Search among vectors', args, reportText(found));
});
