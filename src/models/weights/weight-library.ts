import { cancellationOf, FlowError } from '../../errors/index.ts';
import type { Progress } from '../../executors/index.ts';
import type { CatalogueFile, CatalogueModel } from '../catalogue/catalogue-model.ts';
import { ByteCounter } from './byte-counter.ts';
import { bringFile } from './download/bring-file.ts';
import type { DownloadPolicy } from './download-policy.ts';
import { checkExternalData } from './external-data.ts';
import { makeRoom } from './make-room.ts';
import { MemoryWeightStore } from './memory-weight-store.ts';
import { addressOf } from './model-address.ts';
import type { ModelFiles } from './model-files.ts';
import { browserHasRoomFor } from './room.ts';
import { SharedWork } from './shared-work.ts';
import type { WeightStore } from './weight-store.ts';

export interface BringOptions {
  readonly signal?: AbortSignal;
  /** Bytes over all files together; they never run backwards. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Where the host has the files of models from. */
export interface ModelWeights {
  /**
   * Brings the files of a model together, each fetched once in the life of the site. Rejects with `download_failed`,
   * `download_refused`, `weights_damaged`, `model_invalid` and the cancellation.
   */
  bring(model: CatalogueModel, options?: BringOptions): Promise<ModelFiles>;
}

export interface WeightLibraryParts {
  /** The site's folder of models, with a slash at the end. */
  readonly modelsUrl: URL;
  readonly store: WeightStore;
  readonly policy: DownloadPolicy;
  /** Milliseconds before a broken connection is taken up again. */
  readonly pause?: number;
  readonly now?: () => number;
  readonly hasRoomFor?: (bytes: number) => Promise<boolean>;
}

/** More at once gain nothing, and take the page's other requests their turn. */
const FILES_AT_ONCE = 4;

/**
 * The files of models: fetched in pieces, checked before first use, kept for the next visit. Where there is no room to
 * keep them they last as long as the page.
 */
export class WeightLibrary implements ModelWeights {
  private readonly parts: WeightLibraryParts;
  private readonly underway = new SharedWork<ModelFiles, Progress>();
  private readonly inMemory = new MemoryWeightStore();

  constructor(parts: WeightLibraryParts) {
    this.parts = parts;
  }

  bring(model: CatalogueModel, { signal, onProgress }: BringOptions = {}): Promise<ModelFiles> {
    const key = `${model.id}|${model.dtype}`;
    return this.underway.join(key, { signal, onMessage: onProgress }, (work) =>
      // Another tab may be at it: then what it fetched is here when it is done.
      withLock(`prompt-flow-weights/${key}`, work.signal, () => this.bringNow(model, work.signal, work.send)),
    );
  }

  private async bringNow(
    model: CatalogueModel,
    signal: AbortSignal,
    send: (progress: Progress) => void,
  ): Promise<ModelFiles> {
    const store = await this.storeFor(model, signal);
    const counter = new ByteCounter(model.id, model.size, send);
    const contents = new Map<string, Blob>();
    const waiting = [...model.files];
    const failed = new AbortController();
    const bringNext = async (): Promise<void> => {
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        contents.set(
          file.path,
          await this.bringOne(model, file, store, counter, AbortSignal.any([signal, failed.signal])),
        );
      }
    };
    const lanes = Array.from({ length: FILES_AT_ONCE }, () =>
      bringNext().catch((thrown: unknown) => {
        // The others shall not go on for nothing.
        failed.abort(thrown);
        throw thrown;
      }),
    );
    const ends = await Promise.allSettled(lanes);
    if (failed.signal.aborted) throw FlowError.from(failed.signal.reason, 'download_failed');
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    const files = new Map(model.files.map(({ path }) => [path, contents.get(path) ?? new Blob()]));
    const { now = Date.now } = this.parts;
    const known = (await store.list()).find((each) => each.id === model.id && each.dtype === model.dtype);
    if (known === undefined) await checkExternalData(model, files);
    await store.record({
      ...model,
      pinned: known?.pinned ?? false,
      storedAt: known?.storedAt ?? now(),
      usedAt: now(),
    });
    return files;
  }

  private async bringOne(
    model: CatalogueModel,
    file: CatalogueFile,
    store: WeightStore,
    counter: ByteCounter,
    signal: AbortSignal,
  ): Promise<Blob> {
    const { modelsUrl, pause = 250 } = this.parts;
    const url = addressOf(model, file.path, modelsUrl);
    const options = {
      model: model.id,
      file,
      url,
      signal,
      pause,
      onBytes: (bytes: number) => counter.add(bytes),
    };
    try {
      return await bringFile({ ...options, store });
    } catch (thrown) {
      if (!(thrown instanceof FlowError) || !noRoom(thrown) || store === this.inMemory) throw thrown;
      // Another site, or another tab, took the room meanwhile.
      return bringFile({ ...options, store: this.inMemory });
    }
  }

  /** Asks whether the model may be fetched at all, and finds the place for what is still to come. */
  private async storeFor(model: CatalogueModel, signal: AbortSignal): Promise<WeightStore> {
    const { store, policy, hasRoomFor = browserHasRoomFor } = this.parts;
    const missing = await bytesMissing(store, model);
    if (missing === 0) return store;
    await policy.allow(model, missing);
    if (signal.aborted) throw cancellationOf(signal);
    const hasRoom = await makeRoom({ store, id: model.id, bytes: missing, hasRoomFor });
    return hasRoom ? store : this.inMemory;
  }
}

async function bytesMissing(store: WeightStore, model: CatalogueModel): Promise<number> {
  const known = (await store.list()).some(
    (each) => each.id === model.id && each.dtype === model.dtype && sameFiles(each.files, model.files),
  );
  if (known) return 0;
  let missing = model.size;
  for (const file of model.files) {
    for (const { content } of await store.pieces(model.id, file.path)) missing -= content.size;
  }
  return Math.max(0, missing);
}

function sameFiles(a: readonly CatalogueFile[], b: readonly CatalogueFile[]): boolean {
  return (
    a.length === b.length &&
    b.every((file) =>
      a.some((each) => each.path === file.path && each.size === file.size && each.sha256 === file.sha256),
    )
  );
}

function noRoom({ code }: FlowError): boolean {
  return code === 'storage_full' || code === 'storage_unavailable' || code === 'storage_blocked';
}

/** Does work while no other tab does it. */
function withLock<Answer>(name: string, signal: AbortSignal, work: () => Promise<Answer>): Promise<Answer> {
  // Node has no navigator, and a page without a secure context no locks.
  const locks = globalThis.navigator?.locks;
  return locks === undefined ? work() : locks.request(name, { signal }, work);
}
