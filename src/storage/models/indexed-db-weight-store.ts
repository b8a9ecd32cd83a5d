import type { StoredModel, WeightPiece, WeightStore } from '../../models/weights/weight-store.ts';
import { reading, writing } from '../database/transaction.ts';
import { takesBlobs } from '../files/blob-probe.ts';

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
    await writing(['models', 'modelRecords'], async (transaction) => {
      const records = transaction.objectStore('modelRecords');
      const all = await records.getAll(IDBKeyRange.bound([id, ''], [id, LAST]));
      const paths = (models: readonly StoredModel[]): readonly string[] =>
        models.flatMap(({ files }) => files.map(({ path }) => path));
      const needed = new Set(paths(all.filter((each) => each.dtype !== dtype)));
      for (const path of paths(all.filter((each) => each.dtype === dtype))) {
        if (!needed.has(path)) await transaction.objectStore('models').delete(rangeOf(id, path));
      }
      await records.delete([id, dtype]);
    });
  }
}

/** After every text that a precision may be. */
const LAST = '\uffff';

function rangeOf(model: string, path: string): IDBKeyRange {
  return IDBKeyRange.bound([model, path, 0], [model, path, Number.POSITIVE_INFINITY]);
}
