import type { Remote } from 'comlink';
import type { ModelLibrary } from '../../engine/index.ts';

/** The models behind the engine's worker. */
export function serveModels(models: Promise<ModelLibrary>): ModelLibrary {
  return {
    list: async () => (await models).list(),
    loaded: async () => (await models).loaded(),
    preload: async (spec) => (await models).preload(spec),
    unload: async (model) => (await models).unload(model),
    pin: async (model, dtype, pinned) => (await models).pin(model, dtype, pinned),
    remove: async (model, dtype) => (await models).remove(model, dtype),
  };
}

/** Comlink hands out what lies in an API as a proxy; its types make a promise of everything that is no function. */
export function modelsOf(remote: { readonly models: unknown }): Remote<ModelLibrary> {
  return remote.models as Remote<ModelLibrary>;
}

type Call = <Answer>(make: (models: Remote<ModelLibrary>) => Promise<Answer>) => Promise<Answer>;

/** The models as the page sees them. */
export function remoteModels(call: Call): ModelLibrary {
  return {
    list: () => call((models) => models.list()),
    loaded: () => call((models) => models.loaded()),
    preload: (spec) => call((models) => models.preload(spec)),
    unload: (model) => call((models) => models.unload(model)),
    pin: (model, dtype, pinned) => call((models) => models.pin(model, dtype, pinned)),
    remove: (model, dtype) => call((models) => models.remove(model, dtype)),
  };
}
