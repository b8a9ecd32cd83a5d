import type { Folder } from '../../import/model-folder.ts';

/**
 * A model that a call brings along.
 *
 * @param model names these very weights: calls of one name share a loaded model
 */
export function specOf(task: string, folder: Folder, model = `random/${task}`) {
  return { task, model, dtype: 'fp32', files: new Map(Object.entries(folder)) };
}
