import type { ModelSpec } from '../../executors/index.ts';
import type { CatalogueModel } from './catalogue-model.ts';

/** What the host needs to know of a model that a step brings along. */
export function broughtModel(spec: ModelSpec, files: ReadonlyMap<string, Blob>): CatalogueModel {
  const listed = [...files].map(([path, { size }]) => ({ path, size }));
  return {
    id: spec.model ?? 'brought/model',
    task: spec.task,
    dtype: spec.dtype ?? 'fp32',
    size: listed.reduce((sum, { size }) => sum + size, 0),
    files: listed,
  };
}
