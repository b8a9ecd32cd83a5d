import type { FlowFile } from '../../executors/flow-file.ts';
import { IndexedDbFileStore } from './file-store.ts';

/** The bytes of a file that a run refers to, for a page that shows it; undefined where they are gone. */
export async function openFile(file: FlowFile): Promise<Blob | undefined> {
  const content = await new IndexedDbFileStore().get(file.sha256);
  // The store knows bytes alone; the reference knows what they are.
  return content?.slice(0, content.size, file.type);
}
