import type { FlowEngine } from '../engine/flow-engine.ts';
import type { FlowFile } from '../executors/flow-file.ts';

/** The page's own engine, for elements that were given none. It is loaded only when one asks. */
export async function defaultEngine(): Promise<FlowEngine> {
  const { sharedEngine } = await import('../workers/shared-engine.ts');
  return sharedEngine();
}

/** The bytes of a file from the page's own store; undefined where they are gone. */
export async function defaultOpenFile(file: FlowFile): Promise<Blob | undefined> {
  const { openFile } = await import('../storage/files/open-file.ts');
  return openFile(file);
}
