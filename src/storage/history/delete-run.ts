import type { IDBPTransaction } from 'idb';
import { runNotFound } from '../../engine/run/resume-plan.ts';
import type { PromptFlowSchema, StoreName } from '../database/schema.ts';
import { writing } from '../database/transaction.ts';
import { forgetFilesOfRun } from '../files/file-rooms.ts';
import { ownedRuns, ownRun, runElsewhere } from '../runs/run-lock.ts';
import { keysOf, type RunRecord } from '../runs/run-record.ts';

type Writing = IDBPTransaction<PromptFlowSchema, StoreName[], 'readwrite'>;

/**
 * Removes a run and the runs of its sub-flows and of the tasks of its steps, in one transaction. Its lock is held
 * meanwhile, so that nobody takes it up in the midst of it; who has the lock goes on with the run, and keeps it from
 * being removed, and so does a task that goes on when the run is over.
 */
export async function deleteRun(executionId: string): Promise<void> {
  const letGo = await ownRun(executionId);
  try {
    const owned = new Set(await ownedRuns());
    owned.delete(executionId);
    await writing(
      ['runs', 'journal', 'checkpoints', 'flows', 'files', 'chunks', 'holds', 'paths'],
      async (transaction) => {
        const record = await transaction.objectStore('runs').get(executionId);
        if (record === undefined) throw runNotFound(executionId);
        await remove(transaction as unknown as Writing, record, owned);
      },
    );
  } finally {
    letGo();
  }
}

async function remove(transaction: Writing, record: RunRecord, owned: ReadonlySet<string>): Promise<void> {
  const { executionId } = record;
  if (owned.has(executionId)) throw runElsewhere(executionId);
  const runs = transaction.objectStore('runs');
  await runs.delete(executionId);
  await transaction.objectStore('journal').delete(keysOf(executionId));
  await transaction.objectStore('checkpoints').delete(keysOf(executionId));
  await forgetFilesOfRun(transaction, executionId);
  if (!(await isFlowNeeded(transaction, record))) {
    await transaction.objectStore('flows').delete(record.flowHash);
  }
  for (const child of await runs.index('parent').getAll(executionId)) await remove(transaction, child, owned);
}

/** Whether another run was made of the same text; one that was has the same flow name. */
async function isFlowNeeded(transaction: Writing, { flow, flowHash }: RunRecord): Promise<boolean> {
  let cursor = await transaction.objectStore('runs').index('flow').openCursor(flow);
  for (; cursor !== null; cursor = await cursor.continue()) {
    if (cursor.value.flowHash === flowHash) return true;
  }
  return false;
}
