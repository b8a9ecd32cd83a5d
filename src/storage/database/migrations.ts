import type { IDBPTransaction, StoreNames } from 'idb';
import type { PromptFlowDatabase, PromptFlowSchema } from './schema.ts';

export type Upgrade = IDBPTransaction<PromptFlowSchema, StoreNames<PromptFlowSchema>[], 'versionchange'>;

/** What leads from one version of the database to the next: the first entry from nothing to version 1. */
type Migration = (database: PromptFlowDatabase, upgrade: Upgrade) => void | Promise<void>;

/**
 * Never change an entry that has been released: databases of every version are out there. `test/browser/storage`
 * fills a database of each version and opens it with the newest.
 */
export const MIGRATIONS: readonly Migration[] = [
  // 1: whole files by their hash.
  (database) => {
    database.createObjectStore('files', { keyPath: 'sha256' }).createIndex('usedAt', 'usedAt');
  },
  // 2: files in pieces, who needs them, runs with their journal, queues.
  async (database, upgrade) => {
    database.createObjectStore('chunks', { keyPath: ['sha256', 'index'] });
    database.createObjectStore('holds', { keyPath: ['sha256', 'holder'] }).createIndex('holder', 'holder');
    database.createObjectStore('paths', { keyPath: 'path' });
    database.createObjectStore('flows', { keyPath: 'sha256' });
    const runs = database.createObjectStore('runs', { keyPath: 'executionId' });
    for (const name of ['startedAt', 'flow', 'status', 'parent'] as const) runs.createIndex(name, name);
    database.createObjectStore('journal', { keyPath: ['executionId', 'sequence'] });
    database.createObjectStore('checkpoints', { keyPath: ['executionId', 'step', 'key'] });
    database.createObjectStore('outputs', { keyPath: 'key' }).createIndex('usedAt', 'usedAt');
    database.createObjectStore('queues', { keyPath: 'name' });
    const tasks = database.createObjectStore('tasks', { keyPath: 'taskId' });
    tasks.createIndex('turn', ['queue', 'status', 'rank', 'dueAt', 'submittedAt']);
    tasks.createIndex('status' as never, ['queue', 'status']);
    tasks.createIndex('idempotency', ['queue', 'idempotencyKey'], { unique: true });
    database.createObjectStore('models', { keyPath: ['model', 'file', 'index'] });
    database.createObjectStore('settings', { keyPath: 'name' });
    await cutFilesIntoChunks(upgrade);
  },
  // 3: tasks in the order of their submission, what they are to do, what came of them. No page of version 2 had any.
  (database) => {
    database.deleteObjectStore('tasks');
    const tasks = database.createObjectStore('tasks', { keyPath: 'taskId' });
    tasks.createIndex('turn', ['queue', 'status', 'rank', 'dueAt', 'sequence']);
    tasks.createIndex('ended', ['queue', 'status', 'endedAt']);
    tasks.createIndex('idempotency', ['queue', 'idempotencyKey'], { unique: true });
    for (const name of ['works', 'results'] as const) database.createObjectStore(name, { keyPath: 'taskId' });
  },
  // 4: which models are whole. No page of version 3 kept weights.
  (database) => {
    database.createObjectStore('modelRecords', { keyPath: ['id', 'dtype'] });
  },
  // 5: vectors, in blocks, and the texts they are of.
  (database) => {
    database.createObjectStore('vectorIndexes', { keyPath: 'name' });
    database.createObjectStore('vectorItems', { keyPath: ['index', 'id'] });
    for (const name of ['vectorCodes', 'vectorRows'] as const) {
      database.createObjectStore(name, { keyPath: ['index', 'block'] });
    }
  },
];

/** Version 1 kept a file as one Blob beside its hash. A Blob that lies in the database is moved without being read. */
async function cutFilesIntoChunks(upgrade: Upgrade): Promise<void> {
  const files = upgrade.objectStore('files');
  const chunks = upgrade.objectStore('chunks');
  let cursor = await files.openCursor();
  while (cursor !== null) {
    const { sha256, content, usedAt } = cursor.value as unknown as FileOfVersion1;
    await chunks.put({ sha256, index: 0, content });
    await cursor.update({ sha256, size: content.size, chunks: 1, usedAt });
    cursor = await cursor.continue();
  }
}

interface FileOfVersion1 {
  readonly sha256: string;
  readonly content: Blob;
  readonly usedAt: number;
}
