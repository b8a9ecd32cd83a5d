import type { FlowEngine } from '../engine/flow-engine.ts';

/** The page's own engine, for elements that were given none. It is loaded only when one asks. */
export async function defaultEngine(): Promise<FlowEngine> {
  const { sharedEngine } = await import('../workers/shared-engine.ts');
  return sharedEngine();
}
