import { beforeAll, expect, test } from 'vitest';
import { EngineClient } from '../../../src/index.ts';
import { EXECUTORS, executorUrl, readFixtures } from '../../language/fixture.ts';
import { runFixture } from '../../language/run-fixture.ts';

const engine = new EngineClient({ root: new URL('/', location.href) });

beforeAll(async () => {
  for (const name of EXECUTORS) await engine.registerExecutor(name, executorUrl(name));
});

test.each(readFixtures().map((fixture) => [fixture.name, fixture] as const))('%s', async (_, fixture) => {
  expect(await runFixture(fixture, engine)).toEqual([]);
});
