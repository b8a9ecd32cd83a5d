import type { Remote } from 'comlink';
import type {
  ModelFile,
  ModelImportOptions,
  ModelImportProgress,
  ModelInfo,
  ModelLibrary,
} from '../../engine/index.ts';
import { filesOf } from '../../models/import/files-of.ts';
import { callWithLink, serveLink } from '../bridge/call-link.ts';

/** The models as they cross a thread: an import reports and can be cancelled, which goes by a port of its own. */
export type WireModels = Omit<ModelLibrary, 'import'> & {
  import(
    source: Blob | readonly ModelFile[],
    options: Pick<ModelImportOptions, 'model' | 'task' | 'dtype'>,
    link: MessagePort,
  ): Promise<readonly ModelInfo[]>;
};

/** The models behind the engine's worker. */
export function serveModels(models: Promise<ModelLibrary>): WireModels {
  return {
    list: async () => (await models).list(),
    loaded: async () => (await models).loaded(),
    preload: async (spec) => (await models).preload(spec),
    unload: async (model) => (await models).unload(model),
    pin: async (model, dtype, pinned) => (await models).pin(model, dtype, pinned),
    remove: async (model, dtype) => (await models).remove(model, dtype),
    import: async (source, options, link) => {
      const library = await models;
      return serveLink<ModelImportProgress, readonly ModelInfo[]>(link, ({ signal, send }) =>
        library.import(source, { ...options, signal, onProgress: send }),
      );
    },
    export: async (model, dtype) => (await models).export(model, dtype),
  };
}

/** Comlink hands out what lies in an API as a proxy; its types make a promise of everything that is no function. */
export function modelsOf(remote: { readonly models: unknown }): Remote<WireModels> {
  return remote.models as Remote<WireModels>;
}

type Call = <Answer>(make: (models: Remote<WireModels>) => Promise<Answer>) => Promise<Answer>;

/** The models as the page sees them. */
export function remoteModels(call: Call): ModelLibrary {
  return {
    list: () => call((models) => models.list()),
    loaded: () => call((models) => models.loaded()),
    preload: (spec) => call((models) => models.preload(spec)),
    unload: (model) => call((models) => models.unload(model)),
    pin: (model, dtype, pinned) => call((models) => models.pin(model, dtype, pinned)),
    remove: (model, dtype) => call((models) => models.remove(model, dtype)),
    import: (source, { signal, onProgress, ...options } = {}) =>
      callWithLink<ModelImportProgress, readonly ModelInfo[]>(
        (link) => call((models) => models.import(filesOf(source), options, link)),
        { signal, onMessage: onProgress },
      ),
    export: (model, dtype) => call((models) => models.export(model, dtype)),
  };
}
