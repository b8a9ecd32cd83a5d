import { beforeAll, expect, test } from 'vitest';
import { builtinRegistry, FlowError, FlowRunner } from '../../src/index.ts';
import { MemoryFileStore, StoredFiles } from '../../src/storage/index.ts';
import { loadExecutor } from '../../src/workers/pool/load-executor.ts';
import { EXECUTORS, executorUrl, files, readFixtures } from './fixture.ts';
import { runFixture } from './run-fixture.ts';

const registry = builtinRegistry();
const runner = new FlowRunner(registry, {
  files: new StoredFiles(new MemoryFileStore()),
  flows: { load: loadFlow },
});

beforeAll(async () => {
  for (const name of EXECUTORS) registry.register(name, await loadExecutor(name, executorUrl(name)));
});

test.each(readFixtures().map((fixture) => [fixture.name, fixture] as const))('%s', async (_, fixture) => {
  expect(await runFixture(fixture, runner)).toEqual([]);
});

/** As a page would fetch it. */
async function loadFlow(address: string, base: string): Promise<{ source: string; address: string }> {
  const { href } = new URL(address, base);
  const source = files.get(href);
  if (source === undefined) throw new FlowError('flow_not_found', `There is no flow at ${href}.`);
  return { source, address: href };
}
