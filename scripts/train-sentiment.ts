import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jsonFile } from './models/convert/conversion.ts';
import { layFiles } from './models/convert/lay-files.ts';
import { convertedFolder } from './models/converted-folder.ts';
import { differenceOf, headOf, type SentimentHead } from './models/train/sentiment-head.ts';
import { trainSentiment } from './models/train/train-sentiment.ts';
import { prepareOriginalModels } from './prepare.ts';
import { inProject } from './project.ts';
import { reportTo } from './report.ts';
import { runScript } from './run-script.ts';

const ID = 'promptflow/sentiment';
/** What a likelihood may differ by when the head is trained on another machine, whose runtime may round otherwise. */
const TOLERANCE = 0.005;

/**
 * `npm run train-sentiment -- FOLDER`: trains the sentiment head anew on the Sentiment Labelled Sentences in a folder, says
 * how right it is, and holds it against the committed one. `--write` puts it in its place.
 */
await runScript(async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { write: { type: 'boolean', default: false } },
  });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) {
    throw new Error(
      'npm run train-sentiment -- FOLDER, where FOLDER has amazon_cells_labelled.txt and imdb_labelled.txt of the ' +
        'Sentiment Labelled Sentences (UCI Machine Learning Repository).',
    );
  }
  await prepareOriginalModels(reportTo(process.stderr));
  const trained = await trainSentiment(folder);
  const head = headOf(trained.fit);
  if (values.write) {
    await layFiles(new Map([['head.json', jsonFile(head)]]), convertedFolder(ID));
    process.stderr.write('Written down. Now: npx tsx scripts/models/lock.ts\n');
  }
  const committed: SentimentHead = JSON.parse(await readFile(join(convertedFolder(ID), 'head.json'), 'utf8'));
  const difference = differenceOf(head, committed, trained.vectors);
  const output = [
    '# Proof: sentiment-head',
    '',
    '`npm run train-sentiment -- FOLDER`: logistic regression on sentence embeddings (all-MiniLM-L6-v2, q8, in wasm) of',
    `${trained.examples} sentences, penalty ${trained.penalty} on the weights.`,
    '',
    '| sentences that it has not seen | right |',
    '| --- | --- |',
    `| of the other domain (shops to films, films to shops) | ${percent(trained.acrossDomains)} |`,
    `| by cross-validation over ten parts of both | ${percent(trained.crossValidated)} |`,
    '',
    `The committed head differs from this one by at most ${difference.toFixed(6)} in a likelihood; ${TOLERANCE} are allowed.`,
    '',
  ].join('\n');
  await writeFile(inProject('docs', 'proofs', 'sentiment-head.md'), output);
  process.stdout.write(output);
  if (difference > TOLERANCE) throw new Error('The committed head is another one.');
});

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
