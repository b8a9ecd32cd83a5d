import type { ModelLock } from './model-lock.ts';

/** Picks from the lock what a page needs to know of the models that lie beside it. */
export function modelsForPage(lock: ModelLock) {
  return {
    models: lock.models.map((model) => ({
      id: model.id,
      task: model.task,
      description: model.description,
      licence: model.licence,
      licenceSource: model.licenceSource,
      dtype: model.dtype,
      size: model.files.reduce((sum, file) => sum + file.size, 0),
      source: {
        package: model.source.package,
        version: model.source.version,
        ...(model.converted !== undefined && { converted: true }),
        ...(model.trained !== undefined && { trainedOn: model.trained.data }),
      },
      ...(model.trained !== undefined && { base: model.trained.base }),
      // The runtime is spared what was done ahead only where that is so of every graph.
      isOptimised: model.files.every(
        ({ path, optimised }) => optimised !== undefined || !path.endsWith('.onnx'),
      ),
      files: model.files.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
    })),
  };
}
