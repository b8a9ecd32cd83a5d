import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { originalModelsFolder } from '../../prepare.ts';
import { accuracy, type Example, fitLogistic, type LinearFit } from './logistic-regression.ts';
import { sentenceVectors } from './sentence-vectors.ts';

/** The two domains that are trained on: a thousand sentences each, a tab, and 1 for a good word, 0 for a bad one. */
const DOMAINS = ['amazon_cells_labelled.txt', 'imdb_labelled.txt'] as const;
const PENALTIES = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2] as const;
const FOLDS = 10;

/** What was trained, and how right it is about sentences that it has not seen. */
export interface TrainedSentiment {
  readonly fit: LinearFit;
  readonly penalty: number;
  /** Trained on the one domain, asked about the other: the mean of both ways. */
  readonly acrossDomains: number;
  /** By cross-validation over ten parts of both. */
  readonly crossValidated: number;
  readonly examples: number;
  /** Of all sentences. */
  readonly vectors: readonly Float32Array[];
}

/**
 * Trains the sentiment head on sentence embeddings. How much large weights cost is what does best on a domain that was not
 * trained on, since that is what a flow is given.
 *
 * @param folder the Sentiment Labelled Sentences (Kotzias et al., KDD 2015; UCI Machine Learning Repository, CC BY 4.0)
 */
export async function trainSentiment(folder: string): Promise<TrainedSentiment> {
  const domains = await Promise.all(DOMAINS.map((name) => readDomain(join(folder, name))));
  const [first = [], second = []] = domains;
  const across = (penalty: number): number =>
    (accuracy(fitLogistic(first, penalty), second) + accuracy(fitLogistic(second, penalty), first)) / 2;
  const tried = PENALTIES.map((penalty) => ({ penalty, acrossDomains: across(penalty) }));
  const [best] = tried.sort((a, b) => b.acrossDomains - a.acrossDomains);
  const { penalty, acrossDomains } = best ?? { penalty: PENALTIES[0], acrossDomains: 0 };
  const all = domains.flat();
  return {
    fit: fitLogistic(all, penalty),
    penalty,
    acrossDomains,
    crossValidated: crossValidate(all, penalty),
    examples: all.length,
    vectors: all.map(({ vector }) => vector),
  };
}

async function readDomain(path: string): Promise<readonly Example[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.includes('\t'));
  const rows = lines.map((line) => {
    const at = line.lastIndexOf('\t');
    return { sentence: line.slice(0, at).trim(), label: line.slice(at + 1).trim() === '1' ? 1 : 0 } as const;
  });
  const folder = join(originalModelsFolder, 'Xenova/all-MiniLM-L6-v2');
  const vectors = await sentenceVectors(
    folder,
    rows.map(({ sentence }) => sentence),
  );
  return rows.map(({ label }, at) => ({ label, vector: vectors[at] ?? new Float32Array() }));
}

/** Every tenth sentence is kept for the question, ten times over. */
function crossValidate(examples: readonly Example[], penalty: number): number {
  let sum = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const isKept = (_: Example, at: number): boolean => at % FOLDS === fold;
    const fit = fitLogistic(
      examples.filter((example, at) => !isKept(example, at)),
      penalty,
    );
    sum += accuracy(fit, examples.filter(isKept)) / FOLDS;
  }
  return sum;
}
