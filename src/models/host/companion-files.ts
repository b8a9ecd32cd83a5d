import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import type { ModelCatalogue } from '../catalogue/model-catalogue.ts';
import { COMPANION_FOLDER } from '../weights/companion-folder.ts';
import type { ModelFiles } from '../weights/model-files.ts';
import type { ModelWeights } from '../weights/weight-library.ts';
import type { BringWatch } from './model-session.ts';
import { traitsOf } from './task-traits.ts';

/** The model that helps with a task; none where nobody helps with it, or it is not at hand. */
export async function companionOf(
  task: string,
  catalogue: Pick<ModelCatalogue, 'candidates'>,
): Promise<CatalogueModel | undefined> {
  const { companion } = traitsOf(task);
  if (companion === undefined) return undefined;
  try {
    const [model] = await catalogue.candidates({ task: companion });
    return model;
  } catch {
    return undefined;
  }
}

/**
 * The files of a model that helps, in a folder of their own beside the task's. It is small, and what it helps with goes
 * on without it: where they do not come there are none. Rejects with the cancellation alone.
 */
export async function companionFiles(
  companion: CatalogueModel,
  weights: ModelWeights,
  watch: BringWatch,
): Promise<ModelFiles> {
  try {
    const files = await weights.bring(companion, watch);
    return new Map([...files].map(([path, content]) => [`${COMPANION_FOLDER}${path}`, content]));
  } catch (thrown) {
    if (watch.signal.aborted) throw thrown;
    return new Map();
  }
}
