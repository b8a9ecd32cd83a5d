import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { BrowserSession } from '../../src/cli/browser-session.ts';
import { checkFlowFile } from '../../src/cli/checked-flow.ts';
import { readSamples } from '../../src/cli/flow-samples.ts';
import { runSample } from '../../src/cli/run-sample.ts';
import { RefusingProxy } from './refusing-proxy.ts';

/** Every flow of `flows/`, on the real engine and the real models, with the way out of this machine closed. */
let proxy: RefusingProxy;
let session: BrowserSession;

/** Chromium itself looks for updates and accounts, whatever its flags say; no flow of ours has business there. */
const ofTheBrowser = /^(http:\/\/)?[a-z.]*\.(google|googleapis|gvt1)\.com[:/]/;
const askedByPages = (): string[] => proxy.asked.filter((url) => !ofTheBrowser.test(url));

beforeAll(async () => {
  proxy = await RefusingProxy.open();
  session = await BrowserSession.open({
    site: inProject('dist'),
    browserArgs: proxy.browserArgs,
    say: () => {},
  });
});

afterAll(async () => {
  await session.close();
  await proxy.close();
});

for (const name of readdirSync(inProject('flows'))) {
  const path = inProject('flows', name, 'flow.yaml');
  const flow = await checkFlowFile(path);
  const samples = await readSamples(path);

  describe(name, () => {
    test('has no faults, a sample and an expected result', () => {
      expect(flow.diagnostics).toEqual([]);
      expect(samples.some(({ expected }) => expected !== undefined)).toBe(true);
    });

    test.each(samples.filter(({ expected }) => expected !== undefined))('$id', async (sample) => {
      expect(await runSample(session, flow, sample)).toEqual([]);
    });
  });
}

test('the proxy does refuse, and nothing but this test asked it for anything', async () => {
  expect(askedByPages()).toEqual([]);
  const page = await session.page.context().browser()?.newPage();
  const answer = await page?.goto('http://prompt-flow.invalid/').then(
    (response) => response?.status(),
    () => 'refused',
  );
  expect(['refused', 403]).toContain(answer);
  expect(askedByPages()).toEqual(['http://prompt-flow.invalid/']);
});
