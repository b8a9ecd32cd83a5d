import { cancellationOf, FlowError } from '../../errors/index.ts';
import type { CatalogueFile, CatalogueModel } from '../catalogue/catalogue-model.ts';
import { checkExternalData } from '../weights/external-data.ts';
import { makeRoom } from '../weights/make-room.ts';
import { browserHasRoomFor } from '../weights/room.ts';
import { stageOf, withStageLock } from '../weights/stage.ts';
import type { StoredModel, WeightStore } from '../weights/weight-store.ts';
import { filesOf } from './files-of.ts';
import { folderEntries } from './folder-entries.ts';
import type { ImportSource } from './import-source.ts';
import { findModelFolder } from './model-folder.ts';
import { modelInvalid } from './model-invalid.ts';
import { type ImportChoice, type ImportPlan, planImport } from './plan-import.ts';
import { readJson } from './read-json.ts';
import { storeEntry } from './store-entry.ts';
import { whereToSay } from './where-to-say.ts';
import { zipEntries } from './zip-entries.ts';

export interface ImportOptions extends ImportChoice {
  readonly signal?: AbortSignal;
  /** Bytes over all files together; they never run backwards. */
  readonly onProgress?: (progress: { readonly loaded: number; readonly total: number }) => void;
}

export interface ModelImporterParts {
  readonly store: WeightStore;
  /** The models at hand: an id of theirs is not given away. */
  readonly atHand: () => Promise<readonly CatalogueModel[]>;
  readonly hasRoomFor?: (bytes: number) => Promise<boolean>;
  readonly now?: () => number;
}

/** Takes models in that the user brings. A model is there afterwards, whole and checked, or nothing of it. */
export class ModelImporter {
  private readonly parts: ModelImporterParts;

  constructor(parts: ModelImporterParts) {
    this.parts = parts;
  }

  /**
   * Stores the model in a folder or a zip file, each precision as a model of its own.
   * Rejects with `model_invalid`, `storage_full` and the cancellation.
   */
  async import(source: ImportSource, options: ImportOptions = {}): Promise<readonly StoredModel[]> {
    const { signal = new AbortController().signal } = options;
    const files = filesOf(source);
    const entries = files instanceof Blob ? await zipEntries(files) : folderEntries(files);
    if (entries.length === 0) throw modelInvalid('There are no files.', 'Choose the folder of a model.');
    const plan = await planImport(findModelFolder(entries, nameOf(files)), options);
    for (const [path, entry] of plan.entries) if (path.endsWith('.json')) await readJson(entry);
    const others = await this.othersOf(plan);
    if (signal.aborted) throw cancellationOf(signal);
    await this.makeRoomFor(plan);
    const stage = stageOf(crypto.randomUUID());
    return withStageLock(stage, async () => {
      try {
        const models = await this.storeUnder(stage, plan, options, signal);
        checkShared(models, others);
        if (signal.aborted) throw cancellationOf(signal);
        await this.parts.store.takeOver(stage, models);
        return models;
      } catch (thrown) {
        // The room is given back also where the database is what failed; the next page looks after what is left.
        await this.parts.store.forget(stage).catch(() => {});
        throw thrown;
      }
    });
  }

  /** The models that are at hand under the id. Rejects where one of them is not the user's own. */
  private async othersOf({ id }: ImportPlan): Promise<readonly CatalogueModel[]> {
    const models = await this.parts.atHand().catch(() => [] as readonly CatalogueModel[]);
    const others = models.filter((model) => model.id === id);
    const foreign = others.find(({ origin }) => origin?.kind !== 'import');
    if (foreign === undefined) return others;
    const where = foreign.origin?.kind === 'hub' ? 'from a hub' : 'beside it';
    const hint = `Give yours another id: ${whereToSay('model')}.`;
    throw modelInvalid(`This page has "${id}" already, ${where}.`, hint);
  }

  private async makeRoomFor({ id, entries }: ImportPlan): Promise<void> {
    const { store, hasRoomFor = browserHasRoomFor } = this.parts;
    const size = sizeOf(entries.values());
    if (await makeRoom({ store, id, bytes: size, hasRoomFor })) return;
    const message = `${id} is of ${Math.ceil(size / 1_000_000)} MB, more than the browser has room for.`;
    const hint = `Remove other models, runs or files of this site, make room on the disk, or import one precision: ${whereToSay('dtype')}.`;
    throw new FlowError('storage_full', message, { hint });
  }

  private async storeUnder(
    stage: string,
    { id, task, precisions, entries, note }: ImportPlan,
    { onProgress }: ImportOptions,
    signal: AbortSignal,
  ): Promise<readonly StoredModel[]> {
    const { store, now = Date.now } = this.parts;
    const total = sizeOf(entries.values());
    let loaded = 0;
    const onBytes = (bytes: number): void => {
      loaded += bytes;
      onProgress?.({ loaded, total });
    };
    const files = new Map<string, CatalogueFile>();
    for (const [path, entry] of entries) {
      const file = await storeEntry({ store, stage, path, entry, signal, onBytes });
      const noted = note?.files.find((each) => each.path === path);
      if (noted !== undefined && noted.sha256 !== file.sha256) {
        const hint = 'Bring the export once more, from where it was made.';
        throw modelInvalid(`${entry.path} was altered since it was exported.`, hint);
      }
      files.set(path, file);
    }
    const models: StoredModel[] = [];
    for (const [dtype, paths] of precisions) {
      const own = paths.map((path) => files.get(path)).filter((file) => file !== undefined);
      const at = now();
      const model: StoredModel = {
        id,
        task,
        dtype,
        size: sizeOf(own),
        files: own,
        origin: { kind: 'import' },
        ...(note?.description !== undefined && { description: note.description }),
        ...(note?.licence !== undefined && { licence: note.licence }),
        pinned: false,
        storedAt: at,
        usedAt: at,
      };
      await checkExternalData(model, await contentsOf(store, stage, own));
      models.push(model);
    }
    return models;
  }
}

/** A zip file is called as the folder was that it was made of. */
function nameOf(source: ReturnType<typeof filesOf>): string | undefined {
  return source instanceof File ? source.name.replace(/\.zip$/i, '') : undefined;
}

/** Precisions of a model share the files that lie at the same place: these have to be the same. */
function checkShared(models: readonly CatalogueModel[], others: readonly CatalogueModel[]): void {
  const renewed = new Set(models.map(({ dtype }) => dtype));
  const kept = others.filter(({ dtype }) => !renewed.has(dtype));
  for (const { id, files } of models) {
    for (const file of files) {
      const other = kept.find((model) =>
        model.files.some(({ path, sha256 }) => path === file.path && sha256 !== file.sha256),
      );
      if (other === undefined) continue;
      const hint = `Remove "${id}" in ${other.dtype} first, or give this one another id: ${whereToSay('model')}.`;
      throw modelInvalid(
        `${file.path} is another one than that of "${id}" in ${other.dtype}, which is here already.`,
        hint,
      );
    }
  }
}

async function contentsOf(
  store: WeightStore,
  stage: string,
  files: readonly CatalogueFile[],
): Promise<ReadonlyMap<string, Blob>> {
  const contents = new Map<string, Blob>();
  for (const { path } of files) {
    const pieces = [...(await store.pieces(stage, path))].sort((a, b) => a.index - b.index);
    contents.set(path, new Blob(pieces.map(({ content }) => content)));
  }
  return contents;
}

function sizeOf(files: Iterable<{ readonly size: number }>): number {
  return [...files].reduce((sum, { size }) => sum + size, 0);
}
