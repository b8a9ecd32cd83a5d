import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrors } from '../errors/index.ts';
import { BrowserSession } from './browser-session.ts';
import { checkFlowFile } from './checked-flow.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { shortLine } from './fault-lines.ts';
import { readSamples } from './flow-samples.ts';
import { runSample } from './run-sample.ts';

/** `promptflow test [FLOW…]`: runs each sample that has an expected file and tells what differs. All flows if none is named. */
export async function testCommand(
  paths: readonly string[],
  { root }: { readonly root: string | undefined },
  line: CommandLine,
): Promise<number> {
  const flows = paths.length > 0 ? paths : await flowsBelow('flows');
  await line.prepare();
  const session = await BrowserSession.open({ site: line.site, say: line.err });
  let passed = 0;
  let failed = 0;
  try {
    for (const path of flows) {
      const tally = await testFlow(path, root, session, line);
      passed += tally.passed;
      failed += tally.failed;
    }
  } finally {
    await session.close();
  }
  line.out(`${passed} passed, ${failed} failed`);
  return failed === 0 ? EXIT.succeeded : EXIT.failed;
}

async function testFlow(
  path: string,
  root: string | undefined,
  session: BrowserSession,
  { out, err }: CommandLine,
): Promise<{ passed: number; failed: number }> {
  const flow = await checkFlowFile(path);
  for (const diagnostic of flow.diagnostics) err(shortLine(flow, diagnostic));
  if (hasErrors(flow.diagnostics)) {
    out(`✗ ${path}: the flow has errors`);
    return { passed: 0, failed: 1 };
  }
  let passed = 0;
  let failed = 0;
  for (const sample of await readSamples(path)) {
    if (sample.expected === undefined) continue;
    const faults = await runSample(session, flow, sample, { root, say: err });
    out(`${faults.length === 0 ? '✓' : '✗'} ${path} ${sample.id}`);
    for (const fault of faults) out(`    ${fault}`);
    if (faults.length === 0) passed++;
    else failed++;
  }
  if (passed + failed === 0) err(`${path}: no sample has an expected file (samples/NAME.expected.yaml)`);
  return { passed, failed };
}

async function flowsBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => {
    throw new UsageError(`There is no folder ${folder} here: name the flows to test.`);
  });
  const paths = names.sort().map((name) => join(folder, name, 'flow.yaml'));
  const present = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return paths.filter((_, index) => present[index]);
}
