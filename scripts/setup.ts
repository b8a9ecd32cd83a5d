import { parseArgs } from 'node:util';
import { prepare } from './prepare.ts';
import { reportTo } from './report.ts';
import { runScript } from './run-script.ts';

/** `npm run setup`: models and build. `-- --verify` reads every model file again and repairs what is damaged. */
await runScript(async (args) => {
  const { values } = parseArgs({ args, options: { verify: { type: 'boolean', default: false } } });
  await prepare(reportTo(process.stderr), values);
});
