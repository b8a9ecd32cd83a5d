import { openDB } from 'idb';
import { FlowError } from '../../errors/index.ts';
import { MIGRATIONS } from './migrations.ts';
import type { PromptFlowDatabase, PromptFlowSchema } from './schema.ts';
import { storageError } from './storage-error.ts';

export const DATABASE_NAME = 'prompt-flow';

/** How long an old tab that does not let go is waited for, in milliseconds. */
const BLOCKED_PATIENCE = 3000;

let opened: Promise<PromptFlowDatabase> | undefined;

/**
 * This thread's connection, opened once. Rejects with `storage_unavailable` where the browser has no IndexedDB, and
 * with `storage_blocked` while a tab with an older version of the page keeps the database from being brought up to date.
 */
export function openDatabase(): Promise<PromptFlowDatabase> {
  opened ??= open().catch((cause: unknown) => {
    opened = undefined;
    throw storageError(cause);
  });
  return opened;
}

/** Lets go of this thread's connection; the next use opens another. */
export async function closeDatabase(): Promise<void> {
  const closing = opened;
  opened = undefined;
  (await closing?.catch(() => undefined))?.close();
}

async function open(): Promise<PromptFlowDatabase> {
  if (globalThis.indexedDB === undefined) throw unavailable();
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isLate = false;
    const onBlocked = (): void => {
      timer ??= setTimeout(() => {
        isLate = true;
        reject(blockedByOldTab());
      }, BLOCKED_PATIENCE);
    };
    connect(onBlocked)
      .then((database) => {
        // Nobody waits for it any more; left open it would stand in the way of others.
        if (isLate) database.close();
        else resolve(database);
      }, reject)
      .finally(() => clearTimeout(timer));
  });
}

function connect(blocked: () => void): Promise<PromptFlowDatabase> {
  return openDB<PromptFlowSchema>(DATABASE_NAME, MIGRATIONS.length, {
    async upgrade(database, from, _to, transaction) {
      for (const migrate of MIGRATIONS.slice(from)) await migrate(database, transaction);
    },
    blocked,
    // Another tab has a newer version: let it through, and open again at the next use.
    blocking(_current, _blocked, event) {
      opened = undefined;
      (event.target as IDBDatabase).close();
    },
    terminated() {
      opened = undefined;
    },
  });
}

function unavailable(): FlowError {
  const hint =
    'Some browsers have none in private windows: open the page in a normal one to keep files and runs.';
  return new FlowError('storage_unavailable', 'This browser gives the page no IndexedDB.', { hint });
}

function blockedByOldTab(): FlowError {
  const hint = 'Close the other tabs of this site, or reload them, and try again.';
  return new FlowError('storage_blocked', 'Another tab keeps an older version of the database open.', {
    hint,
  });
}
