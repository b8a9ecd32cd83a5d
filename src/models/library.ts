import { FlowError } from '../errors/index.ts';
import type { ModelSpec } from '../executors/index.ts';
import type { ModelCatalogue } from './catalogue/model-catalogue.ts';
import type { LoadedModel, ModelHost } from './host/model-host.ts';
import type { WeightStore } from './weights/weight-store.ts';

export interface LibraryParts {
  readonly catalogue: ModelCatalogue;
  readonly store: WeightStore;
  readonly host: ModelHost;
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
    return this.parts.host.loaded();
  }

  preload(spec: Partial<ModelSpec>): Promise<void> {
    return this.parts.host.preload(spec);
  }

  async unload(model?: string): Promise<void> {
    this.parts.host.unload(model);
  }

  async pin(model: string, dtype: string, pinned: boolean): Promise<void> {
    const { store } = this.parts;
    const stored = (await store.list()).find((each) => each.id === model && each.dtype === dtype);
    if (stored === undefined) {
      const hint = 'Load it first: then its weights are kept.';
      throw new FlowError('model_unavailable', `The browser does not keep "${model}" in ${dtype}.`, { hint });
    }
    await store.record({ ...stored, pinned });
  }

  async remove(model: string, dtype: string): Promise<void> {
    this.parts.host.unload(model);
    await this.parts.store.remove(model, dtype);
  }
}
