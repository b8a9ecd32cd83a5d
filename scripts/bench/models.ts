import { prepare, prepareOriginalModels } from '../prepare.ts';
import { reportTo } from '../report.ts';
import { runScript } from '../run-script.ts';
import { measureModels } from './models/measure.ts';
import { readOptions, usage } from './models/options.ts';
import { plotsOf, reportOf, reportText } from './models/report.ts';
import { drawPlots } from './plots.ts';
import { saveOutput } from './save-output.ts';

/** `npm run bench:models`: models in this page against the libraries by themselves. It reports; it fails nothing. */
await runScript(async (args) => {
  if (args.includes('--help')) return void process.stdout.write(`${usage}\n`);
  const { settings, sections, json, save } = readOptions(args);
  const report = reportTo(process.stderr);
  await prepare(report);
  await prepareOriginalModels(report);
  const found = reportOf(await measureModels(sections, settings, report.say), settings);
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : reportText(found));
  if (!save) return;
  const plots = plotsOf(found);
  const drawn = await drawPlots([...plots.values()], report.say);
  await saveOutput('bench:models', 'Models against the libraries by themselves', args, reportText(found), {
    plots: new Map([...plots.keys()].map((name, at) => [name, drawn[at] ?? ''])),
    data: found,
  });
});
