import type { FlowEngine } from '../engine/flow-engine.ts';
import { hubOfPage } from './hub-of-page.ts';

/** The page's own engine, for elements that were given none. It is loaded only when one asks. */
export async function defaultEngine(): Promise<FlowEngine> {
  const { sharedEngine } = await import('../workers/shared-engine.ts');
  return sharedEngine(() => {
    const hub = hubOfPage();
    return hub === undefined ? {} : { hub, confirmDownload: askOnDemand };
  });
}

/** The question is loaded when there is one. */
const askOnDemand = async (
  ...request: Parameters<typeof import('./download/ask-for-download.ts').askForDownload>
): Promise<boolean> => (await import('./download/ask-for-download.ts')).askForDownload(...request);
