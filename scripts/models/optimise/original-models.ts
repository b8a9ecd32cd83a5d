import type { LockedFile, ModelLock } from '../model-lock.ts';

/** The file as its package has it. */
export function originalOf({ optimised, ...file }: LockedFile): LockedFile {
  return optimised === undefined ? file : { path: file.path, ...optimised.from };
}

/** The models that set-up optimises, as their packages have them: what other libraries are measured with. */
export function originalModels({ version, models }: ModelLock): ModelLock {
  return {
    version,
    models: models
      .filter(({ files }) => files.some(({ optimised }) => optimised !== undefined))
      .map((model) => ({ ...model, files: model.files.map(originalOf) })),
  };
}
