import type { BrowserSession } from './browser-session.ts';
import type { NamedText } from './fault-lines.ts';
import type { FlowSample } from './flow-samples.ts';
import { differences } from './match-expected.ts';
import { runInSession } from './run-in-session.ts';

/** Runs a flow with a sample and tells where the result differs from what is expected; nothing where it holds. */
export async function runSample(
  session: BrowserSession,
  flow: NamedText,
  { inputs, answers, expected }: FlowSample,
  { root, say = () => {} }: { root?: string | undefined; say?: (line: string) => void } = {},
): Promise<readonly string[]> {
  const { result, stoppedBecause } = await runInSession(session, { flow, inputs, answers, root, say });
  const faults = differences(result, expected);
  return stoppedBecause === undefined ? faults : [stoppedBecause, ...faults];
}
