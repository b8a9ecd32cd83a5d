import { FlowError } from '../../errors/index.ts';
import type { ModelSpec } from '../../executors/index.ts';
import type { StoredModel } from '../weights/weight-store.ts';
import type { CatalogueModel } from './catalogue-model.ts';
import { findCandidates } from './find-candidates.ts';
import type { Hub } from './hub/hub.ts';

export interface CatalogueSources {
  /** The models that lie beside the page. */
  readonly site: () => Promise<readonly CatalogueModel[]>;
  /** Those that the browser keeps. */
  readonly stored: () => Promise<readonly StoredModel[]>;
  /** Where further ones may be fetched from; nowhere where it is left out. */
  readonly hub?: Hub;
}

/** Which models there are: embedded in the site, kept by the browser, and on a hub where the page allows one. */
export class ModelCatalogue {
  private readonly sources: CatalogueSources;

  constructor(sources: CatalogueSources) {
    this.sources = sources;
  }

  /** The models at hand. A site that does not answer has the models that were fetched from it before. */
  async atHand(): Promise<readonly CatalogueModel[]> {
    const { site, stored } = this.sources;
    // A browser without a database keeps none.
    const kept = await stored().catch(() => [] as readonly StoredModel[]);
    const embedded = await site().catch((thrown: unknown) => {
      if (kept.length > 0) return [] as readonly CatalogueModel[];
      throw thrown;
    });
    const isEmbedded = new Set(embedded.map(keyOf));
    return [...embedded, ...kept.filter((model) => !isEmbedded.has(keyOf(model)))];
  }

  /**
   * The models that a spec may mean, in the order of preference; at least one. Rejects with `model_unavailable`, and
   * with `download_failed` where the hub has to be asked and does not answer.
   */
  async candidates(spec: ModelSpec): Promise<readonly CatalogueModel[]> {
    const { hub } = this.sources;
    const models = await this.atHand();
    const { model: id } = spec;
    const isAtHand = models.some(
      (model) => model.id === id && (spec.dtype === undefined || model.dtype === spec.dtype),
    );
    if (id !== undefined && !isAtHand && hub?.allows(id) === true) return hub.candidates(id, spec);
    const elsewhere =
      hub === undefined
        ? 'Others are imported in the page, or fetched from a hub where the site names one.'
        : `Others are fetched from ${hub.name}, where the site allows them.`;
    return findCandidates(models, spec, elsewhere);
  }

  /** What a model at hand is for. Rejects with `model_unavailable`. */
  async taskOf(id: string | undefined): Promise<string> {
    const models = await this.atHand();
    const found = models.find((model) => model.id === id);
    if (found !== undefined) return found.task;
    const hint = `At hand: ${[...new Set(models.map((model) => model.id))].join(', ')}.`;
    throw new FlowError('model_unavailable', `This page does not have the model "${id}".`, { hint });
  }

  /** Changes when other models, or other weights of theirs, are at hand. */
  async revision(): Promise<string> {
    const models = await this.atHand().catch(() => []);
    return models
      .map(
        (model) => `${keyOf(model)} ${model.files.map(({ sha256, version }) => sha256 ?? version).join(' ')}`,
      )
      .sort()
      .join('\n');
  }
}

function keyOf({ id, dtype }: CatalogueModel): string {
  return `${id}|${dtype}`;
}
