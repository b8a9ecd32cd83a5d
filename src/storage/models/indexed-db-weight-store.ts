import type { IDBPTransaction } from 'idb';
import type { StoredModel, WeightPiece, WeightStore } from '../../models/weights/weight-store.ts';
import type { PromptFlowSchema } from '../database/schema.ts';
import { reading, writing } from '../database/transaction.ts';
import { takesBlobs } from '../files/blob-probe.ts';

type ModelTransaction = IDBPTransaction<PromptFlowSchema, ['models', 'modelRecords'], 'readwrite'>;

/** Weights in IndexedDB: pieces under their model and file, and one record for each model that is whole. */
export class IndexedDbWeightStore implements WeightStore {
  async pieces(model: string, path: string): Promise<readonly WeightPiece[]> {
    const found = await reading(['models'], (transaction) =>
      transaction.objectStore('models').getAll(rangeOf(model, path)),
    );
    return found.map(({ index, sha256, version, content }) => ({
      index,
      sha256: sha256 ?? '',
      version: version ?? '',
      content: content instanceof Blob ? content : new Blob([content]),
    }));
  }

  async keep(model: string, path: string, { index, sha256, version, content }: WeightPiece): Promise<void> {
    // A buffer is made before the transaction, which would be over by then.
    const stored = (await takesBlobs()) ? content : await content.arrayBuffer();
    await writing(['models'], async (transaction) => {
      await transaction
        .objectStore('models')
        .put({ model, file: path, index, sha256, version, content: stored });
    });
  }

  async discard(model: string, path: string, index?: number): Promise<void> {
    const range = index === undefined ? rangeOf(model, path) : IDBKeyRange.only([model, path, index]);
    await writing(['models'], (transaction) => transaction.objectStore('models').delete(range));
  }

  list(): Promise<readonly StoredModel[]> {
    return reading(['modelRecords'], (transaction) => transaction.objectStore('modelRecords').getAll());
  }

  async record(model: StoredModel): Promise<void> {
    await writing(['modelRecords'], async (transaction) => {
      await transaction.objectStore('modelRecords').put(model);
    });
  }

  async remove(id: string, dtype: string): Promise<void> {
    await writing(['models', 'modelRecords'], (transaction) => removeIn(transaction, id, dtype));
  }

  async takeOver(stage: string, models: readonly StoredModel[]): Promise<void> {
    await writing(['models', 'modelRecords'], async (transaction) => {
      const pieces = transaction.objectStore('models');
      for (const { id, dtype } of models) await removeIn(transaction, id, dtype);
      for (const { id, files } of models)
        for (const { path } of files) await pieces.delete(rangeOf(id, path));
      // Blobs are moved without being read, and buffers one at a time.
      let cursor = await pieces.openCursor(rangeOf(stage));
      while (cursor !== null) {
        const piece = cursor.value;
        const [{ id } = { id: stage }] = models;
        await pieces.put({ ...piece, model: id });
        await cursor.delete();
        cursor = await cursor.continue();
      }
      for (const model of models) await transaction.objectStore('modelRecords').put(model);
    });
  }

  async forget(stage: string): Promise<void> {
    await writing(['models'], (transaction) => transaction.objectStore('models').delete(rangeOf(stage)));
  }
}

async function removeIn(transaction: ModelTransaction, id: string, dtype: string): Promise<void> {
  const records = transaction.objectStore('modelRecords');
  const all = await records.getAll(IDBKeyRange.bound([id, ''], [id, LAST]));
  const paths = (models: readonly StoredModel[]): readonly string[] =>
    models.flatMap(({ files }) => files.map(({ path }) => path));
  const needed = new Set(paths(all.filter((each) => each.dtype !== dtype)));
  for (const path of paths(all.filter((each) => each.dtype === dtype))) {
    if (!needed.has(path)) await transaction.objectStore('models').delete(rangeOf(id, path));
  }
  await records.delete([id, dtype]);
}

/** After every text that a precision, or a path, may be. */
const LAST = '\uffff';

/** All pieces of a file, or of all files. */
function rangeOf(model: string, path?: string): IDBKeyRange {
  if (path === undefined) return IDBKeyRange.bound([model], [model, LAST]);
  return IDBKeyRange.bound([model, path, 0], [model, path, Number.POSITIVE_INFINITY]);
}
