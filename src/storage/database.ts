import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** What IndexedDB holds, in one place: every store's keys and values are typed by this. */
export interface PromptFlowSchema extends DBSchema {
  files: {
    /** The SHA-256 of the bytes: the same bytes are stored once. */
    key: string;
    value: { readonly sha256: string; readonly content: Blob; readonly usedAt: number };
    indexes: { usedAt: number };
  };
}

export type PromptFlowDatabase = IDBPDatabase<PromptFlowSchema>;

const NAME = 'prompt-flow';
const VERSION = 1;

let opened: Promise<PromptFlowDatabase> | undefined;

/** Opens this thread's connection, once. */
export function openDatabase(): Promise<PromptFlowDatabase> {
  opened ??= openDB<PromptFlowSchema>(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore('files', { keyPath: 'sha256' }).createIndex('usedAt', 'usedAt');
    },
    // Another tab has a newer version: let it through, and open again at the next use.
    blocking(_current, _blocked, event) {
      opened = undefined;
      (event.target as IDBDatabase).close();
    },
    terminated() {
      opened = undefined;
    },
  }).catch((cause: unknown) => {
    opened = undefined;
    throw cause;
  });
  return opened;
}
