import type { ModelLock } from './model-lock.ts';

/** Picks from the lock what a page needs to know of the models that lie beside it. */
export function modelsForPage(lock: ModelLock) {
  return {
    models: lock.models.map(({ id, task, description, licence, licenceSource, dtype, source, files }) => ({
      id,
      task,
      description,
      licence,
      licenceSource,
      dtype,
      size: files.reduce((sum, file) => sum + file.size, 0),
      source: { package: source.package, version: source.version },
      // The runtime is spared what was done ahead only where that is so of every graph.
      isOptimised: files.every(({ path, optimised }) => optimised !== undefined || !path.endsWith('.onnx')),
      files: files.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
    })),
  };
}
