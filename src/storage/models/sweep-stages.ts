import { isStage, stageLock } from '../../models/weights/stage.ts';
import { reading } from '../database/transaction.ts';
import type { IndexedDbWeightStore } from './indexed-db-weight-store.ts';

/** Removes what tabs that ended in the middle of an import left behind. */
export async function sweepStages(store: IndexedDbWeightStore): Promise<void> {
  const stages = await reading(['models'], async (transaction) => {
    const found: string[] = [];
    let cursor = await transaction.objectStore('models').openKeyCursor();
    while (cursor !== null) {
      const [model] = cursor.key;
      if (isStage(model)) found.push(model);
      // On to the next model, past the other pieces of this one.
      cursor = await cursor.continue([model, '\uffff', 0]);
    }
    return found;
  });
  for (const stage of stages) {
    await navigator.locks.request(stageLock(stage), { ifAvailable: true }, async (lock) => {
      if (lock !== null) await store.forget(stage);
    });
  }
}
