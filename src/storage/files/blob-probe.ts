import { FlowError } from '../../errors/index.ts';
import { writing } from '../database/transaction.ts';

let answer: Promise<boolean> | undefined;

/**
 * Whether this engine takes Blobs into IndexedDB: WebKit refuses them under automation and in some private windows.
 * It is tried once per thread. Rejects with `storage_full` and the like, which say nothing about it.
 */
export function takesBlobs(): Promise<boolean> {
  answer ??= tryBlob().catch((thrown: unknown) => {
    answer = undefined;
    throw thrown;
  });
  return answer;
}

/** For tests: the next call tries again. */
export function forgetProbe(): void {
  answer = undefined;
}

async function tryBlob(): Promise<boolean> {
  try {
    return await writing(['settings'], async (transaction) => {
      const settings = transaction.objectStore('settings');
      await settings.put({ name: PROBE, value: new Blob(['?']) });
      const found = (await settings.get(PROBE))?.value;
      await settings.delete(PROBE);
      return found instanceof Blob && found.size === 1;
    });
  } catch (thrown) {
    if (thrown instanceof FlowError && isRefusal(thrown)) return false;
    throw thrown;
  }
}

/** Engines differ in the name of the error with which they refuse; a full or absent database says nothing of Blobs. */
function isRefusal({ code, cause }: FlowError): boolean {
  return cause !== undefined && code !== 'storage_full' && code !== 'storage_blocked';
}

const PROBE = 'probe: does this engine take Blobs?';
