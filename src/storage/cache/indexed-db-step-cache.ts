import type { StepCache } from '../../engine/index.ts';
import type { CachedOutputs } from '../database/schema.ts';
import { reading, writing } from '../database/transaction.ts';
import { allHeldBy, type FileTransaction, holdBy, release } from '../files/file-rooms.ts';
import { filesIn } from '../runs/files-in.ts';

/** Beyond this many the ones used longest ago go. */
const MOST_ENTRIES = 1000;

/** Entries that are used again within a minute are not noted as used again. In milliseconds. */
const NOTE_AGAIN = 60 * 1000;

/** Stores that an entry and the files in it lie in. */
type Rooms = ['outputs', 'holds', 'files', 'chunks'];
const ROOMS: Rooms = ['outputs', 'holds', 'files', 'chunks'];

/**
 * Outputs of steps in IndexedDB: the same work is not done again after a reload, nor in another tab. A cache that cannot
 * be read or written never fails a step: the work is done instead.
 */
export class IndexedDbStepCache implements StepCache {
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  async get(key: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    try {
      return await this.find(key);
    } catch {
      return undefined;
    }
  }

  async set(key: string, outputs: Readonly<Record<string, unknown>>, ttl: number | undefined): Promise<void> {
    const now = this.now();
    const entry: CachedOutputs = {
      key,
      outputs,
      ...(ttl !== undefined && { expires: now + ttl * 1000 }),
      usedAt: now,
    };
    try {
      await writing<Rooms, void>([...ROOMS], async (transaction) => {
        const entries = transaction.objectStore('outputs');
        // The new holds first: bytes that both entries have stay.
        const before = await allHeldBy(transaction, holderOf(key));
        const files = filesIn(outputs);
        for (const sha256 of files) await holdBy(transaction, sha256, holderOf(key));
        for (const sha256 of before)
          if (!files.has(sha256)) await release(transaction, sha256, holderOf(key));
        await entries.put(entry);
        await dropOldest(transaction);
      });
    } catch {
      // No room, or an output that cannot be stored: the work is done again next time.
    }
  }

  private async find(key: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const now = this.now();
    const { entry, isWhole } = await reading(['outputs', 'files'], async (transaction) => {
      const found: unknown = await transaction.objectStore('outputs').get(key);
      if (!isEntry(found)) return { entry: found, isWhole: false };
      const files = transaction.objectStore('files');
      for (const sha256 of filesIn(found.outputs)) {
        if ((await files.count(sha256)) === 0) return { entry: found, isWhole: false };
      }
      return { entry: found, isWhole: true };
    });
    if (entry === undefined) return undefined;
    if (!isWhole || !isEntry(entry) || (entry.expires ?? Number.POSITIVE_INFINITY) <= now) {
      await writing<Rooms, void>([...ROOMS], (transaction) => dropEntry(transaction, key));
      return undefined;
    }
    if (now - entry.usedAt > NOTE_AGAIN) {
      await writing(['outputs'], (transaction) =>
        transaction.objectStore('outputs').put({ ...entry, usedAt: now }),
      ).catch(() => {});
    }
    return entry.outputs;
  }
}

async function dropEntry(transaction: FileTransaction, key: string): Promise<void> {
  await transaction.objectStore('outputs').delete(key);
  for (const sha256 of await allHeldBy(transaction, holderOf(key))) {
    await release(transaction, sha256, holderOf(key));
  }
}

async function dropOldest(transaction: FileTransaction): Promise<void> {
  const entries = transaction.objectStore('outputs');
  if ((await entries.count()) <= MOST_ENTRIES) return;
  const oldest = await entries.index('usedAt').getKey(IDBKeyRange.lowerBound(0));
  if (oldest !== undefined) await dropEntry(transaction, oldest);
}

function holderOf(key: string): string {
  return `cache/${key}`;
}

function isEntry(value: unknown): value is CachedOutputs {
  return (
    typeof value === 'object' &&
    value !== null &&
    'outputs' in value &&
    typeof value.outputs === 'object' &&
    value.outputs !== null
  );
}
