import { reading, writing } from '../database/transaction.ts';
import { allOf, changingFiles, type FileTransaction, forgetPieces, release, unplace } from './file-rooms.ts';
import { lockOf } from './write-file.ts';

/** What nobody holds goes after a day without use: a page that shows a result may still want it. In milliseconds. */
const KEPT = 24 * 60 * 60 * 1000;

/** Files, and what their holders stand for. */
type Rooms = ['files', 'chunks', 'holds', 'paths', 'runs', 'outputs', 'tasks'];
const ROOMS: Rooms = ['files', 'chunks', 'holds', 'paths', 'runs', 'outputs', 'tasks'];

/** Removes what tabs that ended in the middle left behind: bytes that nobody needs, pieces of files that never became whole. */
export async function sweepFiles(): Promise<void> {
  await sweepPieces();
  const unused = await reading(['files'], (transaction) =>
    transaction
      .objectStore('files')
      .index('usedAt')
      .getAllKeys(IDBKeyRange.upperBound(Date.now() - KEPT)),
  );
  // One at a time: others that want to write wait no longer than for one file.
  for (const sha256 of unused) {
    await writing<Rooms, void>([...ROOMS], (transaction) => sweepFile(transaction, sha256));
  }
}

async function sweepFile(transaction: FileTransaction, sha256: string): Promise<void> {
  const file = await transaction.objectStore('files').get(sha256);
  if (file === undefined || file.usedAt > Date.now() - KEPT) return;
  const holds = await transaction.objectStore('holds').getAllKeys(allOf(sha256));
  for (const [, holder] of holds) await sweepHold(transaction, sha256, holder);
  // Also where it had no holders to begin with.
  await release(transaction, sha256, '');
}

async function sweepHold(transaction: FileTransaction, sha256: string, holder: string): Promise<void> {
  const [room = '', ...rest] = holder.split('/');
  const name = rest.join('/');
  if (await isStale(transaction, room, name)) await release(transaction, sha256, holder);
  if (room !== 'path') return;
  const placed = await transaction.objectStore('paths').get(name);
  if (placed?.file.sha256 !== sha256) await release(transaction, sha256, holder);
  // The folder of a run that was not written down, and whose page is gone.
  else if (rest[0] === 'runs' && !(await isKnown(transaction, 'runs', rest[1] ?? ''))) {
    await unplace(transaction, name);
  }
}

/** Whether what held bytes is over, or was never written down. */
async function isStale(transaction: FileTransaction, room: string, name: string): Promise<boolean> {
  if (room === 'run' || room === 'work') return !(await isKnown(transaction, 'runs', name));
  if (room === 'task') return !(await isKnown(transaction, 'tasks', name));
  if (room === 'cache') return !(await isKnown(transaction, 'outputs', name));
  return room === 'import';
}

/** In the same transaction: a run may begin at any moment, with bytes that lay unused until then. */
async function isKnown(
  transaction: FileTransaction,
  store: 'runs' | 'outputs' | 'tasks',
  key: string,
): Promise<boolean> {
  return (await transaction.objectStore(store).count(key)) > 0;
}

/** Pieces that no file refers to, and that nobody is writing. */
async function sweepPieces(): Promise<void> {
  const loose = await reading(['files', 'chunks'], async (transaction) => {
    const files = await transaction.objectStore('files').getAll();
    const owned = new Set(files.map(({ sha256, under }) => under ?? sha256));
    const found: string[] = [];
    let cursor = await transaction.objectStore('chunks').openKeyCursor();
    while (cursor !== null) {
      const [key] = cursor.key;
      if (!owned.has(key)) found.push(key);
      // On to the next key, past the other pieces of this one.
      cursor = await cursor.continue([key, Number.POSITIVE_INFINITY]);
    }
    return found;
  });
  for (const key of loose) {
    await navigator.locks.request(lockOf(key), { ifAvailable: true }, async (lock) => {
      if (lock !== null) await changingFiles((transaction) => forgetUnowned(transaction, key));
    });
  }
}

/** Between the look and the lock a writer may have finished. */
async function forgetUnowned(transaction: FileTransaction, key: string): Promise<void> {
  let owned = false;
  let cursor = await transaction.objectStore('files').openCursor();
  while (cursor !== null && !owned) {
    const file = cursor.value;
    owned = (file.under ?? file.sha256) === key;
    cursor = await cursor.continue();
  }
  if (!owned) await forgetPieces(transaction, key);
}
