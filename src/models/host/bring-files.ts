import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import type { ModelCatalogue } from '../catalogue/model-catalogue.ts';
import type { ModelFiles } from '../weights/model-files.ts';
import type { ModelWeights } from '../weights/weight-library.ts';
import { companionFiles, companionOf } from './companion-files.ts';
import { JointProgress, type PartProgress } from './joint-progress.ts';
import type { BringWatch } from './model-session.ts';

interface Sources {
  readonly catalogue: Pick<ModelCatalogue, 'candidates'>;
  readonly weights: ModelWeights;
}

interface Wanted {
  readonly task: string;
  readonly model: CatalogueModel;
  /** What the step brought along: then nothing of the model is fetched. */
  readonly files: ModelFiles | undefined;
}

/**
 * Brings the files that a task needs of a model, and those of the model that helps with the task where there is one:
 * they are told of as one download. Rejects as the weights of the model do.
 */
export async function bringFiles(
  { task, model, files }: Wanted,
  { catalogue, weights }: Sources,
  { signal, onProgress }: BringWatch,
): Promise<ModelFiles> {
  const companion = await companionOf(task, catalogue);
  // The search for it may have outlived who waits.
  signal.throwIfAborted();
  const bringOwn = (watch: BringWatch): Promise<ModelFiles> =>
    files === undefined ? weights.bring(model, watch) : Promise.resolve(files);
  if (companion === undefined) return bringOwn({ signal, onProgress });
  const whole = new JointProgress(model.id, onProgress);
  const [ownPart, otherPart] = [whole.add(files === undefined ? model.size : 0), whole.add(companion.size)];
  const [own, other] = await Promise.all([
    untilEnd(ownPart, (watch) => bringOwn({ signal, ...watch })),
    untilEnd(otherPart, (watch) => companionFiles(companion, weights, { signal, ...watch })),
  ]);
  return new Map([...own, ...other]);
}

async function untilEnd(
  { onProgress, end }: PartProgress,
  bring: (watch: Pick<BringWatch, 'onProgress'>) => Promise<ModelFiles>,
): Promise<ModelFiles> {
  const files = await bring({ onProgress });
  end();
  return files;
}
