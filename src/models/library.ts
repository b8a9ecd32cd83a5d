import { FlowError } from '../errors/index.ts';
import type { ModelSpec } from '../executors/index.ts';
import type { ModelCatalogue } from './catalogue/model-catalogue.ts';
import { exportModel } from './export-model.ts';
import type { LoadedModel } from './host/model-host.ts';
import type { ImportSource } from './import/import-source.ts';
import { type ImportOptions, ModelImporter } from './import/model-importer.ts';
import type { StoredModel, WeightStore } from './weights/weight-store.ts';

/** Where models are in memory: in this tab alone, or in the one that computes for all. */
export interface ModelMemory {
  preload(spec: Partial<ModelSpec>): Promise<void>;
  loaded(): readonly LoadedModel[] | Promise<readonly LoadedModel[]>;
  unload(model?: string): void | Promise<void>;
}

export interface LibraryParts {
  readonly catalogue: ModelCatalogue;
  readonly store: WeightStore;
  readonly memory: ModelMemory;
}

/** What a page can see and do of its models, besides running them. */
export class Library {
  private readonly parts: LibraryParts;

  constructor(parts: LibraryParts) {
    this.parts = parts;
  }

  async list() {
    const { catalogue, store } = this.parts;
    const kept = await store.list().catch(() => []);
    return (await catalogue.atHand()).map(({ id, task, dtype, size, origin, description, licence }) => {
      const stored = kept.find((each) => each.id === id && each.dtype === dtype);
      return {
        model: id,
        task,
        dtype,
        size,
        from: origin?.kind ?? ('site' as const),
        ...(description !== undefined && { description }),
        ...(licence !== undefined && { licence }),
        isStored: stored !== undefined,
        isPinned: stored?.pinned === true,
      };
    });
  }

  async loaded(): Promise<readonly LoadedModel[]> {
    return this.parts.memory.loaded();
  }

  preload(spec: Partial<ModelSpec>): Promise<void> {
    return this.parts.memory.preload(spec);
  }

  async unload(model?: string): Promise<void> {
    await this.parts.memory.unload(model);
  }

  async pin(model: string, dtype: string, pinned: boolean): Promise<void> {
    await this.parts.store.record({ ...(await this.kept(model, dtype)), pinned });
  }

  async remove(model: string, dtype: string): Promise<void> {
    await this.parts.memory.unload(model);
    await this.parts.store.remove(model, dtype);
  }

  async import(source: ImportSource, options: ImportOptions = {}) {
    const { catalogue, store, memory } = this.parts;
    const importer = new ModelImporter({ store, atHand: () => catalogue.atHand() });
    const imported = await importer.import(source, options);
    // One of that name may be in memory, with the weights that it had before.
    for (const { id } of imported) await memory.unload(id);
    const isNew = ({ model, dtype }: { model: string; dtype: string }): boolean =>
      imported.some((each) => each.id === model && each.dtype === dtype);
    return (await this.list()).filter(isNew);
  }

  async export(model: string, dtype: string): Promise<Blob> {
    return exportModel(await this.kept(model, dtype), this.parts.store);
  }

  private async kept(model: string, dtype: string): Promise<StoredModel> {
    const found = (await this.parts.store.list()).find((each) => each.id === model && each.dtype === dtype);
    if (found !== undefined) return found;
    const hint = 'Load it first: then its weights are kept.';
    throw new FlowError('model_unavailable', `The browser does not keep "${model}" in ${dtype}.`, { hint });
  }
}
