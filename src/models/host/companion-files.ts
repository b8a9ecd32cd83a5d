import type { ModelCatalogue } from '../catalogue/model-catalogue.ts';
import { COMPANION_FOLDER } from '../weights/companion-folder.ts';
import type { ModelFiles } from '../weights/model-files.ts';
import type { ModelWeights } from '../weights/weight-library.ts';
import { traitsOf } from './task-traits.ts';

interface Sources {
  readonly catalogue: Pick<ModelCatalogue, 'candidates'>;
  readonly weights: ModelWeights;
}

/**
 * The files of the model that helps with a task, in a folder of their own beside the task's. It is small, and what it
 * helps with goes on without it: where it is not at hand there are none. Rejects with the cancellation alone.
 */
export async function companionFiles(
  task: string,
  { catalogue, weights }: Sources,
  signal: AbortSignal,
): Promise<ModelFiles> {
  const { companion } = traitsOf(task);
  if (companion === undefined) return new Map();
  try {
    const [model] = await catalogue.candidates({ task: companion });
    if (model === undefined) return new Map();
    const files = await weights.bring(model, { signal });
    return new Map([...files].map(([path, content]) => [`${COMPANION_FOLDER}${path}`, content]));
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    return new Map();
  }
}
