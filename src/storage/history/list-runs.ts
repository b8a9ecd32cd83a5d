import type { RunCursor, RunEntry, RunPage, RunQuery } from '../../engine/index.ts';
import { reading } from '../database/transaction.ts';
import { ownedRuns } from '../runs/run-lock.ts';
import { entryOf, fits } from './run-entry.ts';

const USUAL_LIMIT = 20;
const HIGHEST_LIMIT = 200;

/**
 * A page of runs, the newest first. It walks the index of starting times backwards, so that no more is read than what
 * lies between the page's first run and its last.
 */
export async function listRuns({ before, limit = USUAL_LIMIT, ...filter }: RunQuery): Promise<RunPage> {
  const most = Math.max(1, Math.min(HIGHEST_LIMIT, Math.floor(limit)));
  const owned = await ownedRuns();
  return reading(['runs'], async (transaction) => {
    const runs: RunEntry[] = [];
    const range = before && IDBKeyRange.upperBound(before.startedAt);
    let cursor = await transaction.objectStore('runs').index('startedAt').openCursor(range, 'prev');
    for (; cursor !== null; cursor = await cursor.continue()) {
      const { value: record } = cursor;
      if (isPast(record, before) || !fits(record, owned, filter)) continue;
      const last = runs.at(-1);
      // One more was looked for, so that a next page is never an empty one.
      if (runs.length === most && last !== undefined) {
        return { runs, next: { startedAt: last.startedAt, executionId: last.executionId } };
      }
      runs.push(entryOf(record, owned));
    }
    return { runs };
  });
}

/** Whether a run was in a page before: runs that began in the same millisecond lie by their ids, the last first. */
function isPast({ startedAt, executionId }: RunCursor, before: RunCursor | undefined): boolean {
  return before !== undefined && startedAt === before.startedAt && executionId >= before.executionId;
}
