import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { BrowserSession } from '../../src/cli/browser-session.ts';
import { onnxFile } from '../browser/models/support/onnx-file.ts';
import { crashTab } from './crash-tab.ts';
import { nextBuild, takeNextBuild } from './next-build.ts';

/** Several tabs of one browser: the first that uses a model loads it, and computes for the others. */
const TEXT = 'a cat sleeps on a warm stone';

let session: BrowserSession;
let address: string;
/** Opened by a test, closed after it. */
const tabs: Page[] = [];

beforeAll(async () => {
  session = await BrowserSession.open({ site: inProject('dist'), extra: nextBuild, say: () => {} });
  address = session.page.url();
});

afterAll(() => session.close());

let leader: Page;
let follower: Page;

beforeEach(async () => {
  leader = await openTab();
  await leader.evaluate(() =>
    window.promptFlowHost?.engine.models.preload({ task: 'feature-extraction', dtype: 'q8' }),
  );
  follower = await openTab();
});

afterEach(async () => {
  for (const tab of tabs.splice(0)) await tab.close();
});

async function openTab(prepare: (tab: Page) => Promise<void> = async () => {}): Promise<Page> {
  const tab = await session.page.context().newPage();
  tabs.push(tab);
  await prepare(tab);
  await tab.goto(address);
  await tab.waitForFunction(() => window.promptFlowHost !== undefined);
  return tab;
}

const workersOf = (tab: Page): number =>
  tab.workers().filter((worker) => worker.url().includes('model.worker')).length;

/** The text as often as it is asked for, embedded; a run in the tab that stands in `embed`. */
const flow = (count: number, model = 'Xenova/all-MiniLM-L6-v2'): string => `name: vectors
steps:
  - name: embed
    executor: model_executor
    config:
      task: feature-extraction
      model_name: ${model}
      input: "{{ ['${TEXT}'] * ${count} }}"
`;

interface Embedded {
  readonly status: string | undefined;
  readonly code: string | undefined;
  readonly count: number;
  /** The bytes of the vectors, each one once. */
  readonly different: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
}

/** Runs the flow in a tab; `computing` resolves when the model is at work. */
function embed(
  tab: Page,
  source: string,
): { readonly ended: Promise<Embedded>; readonly computing: Promise<unknown> } {
  const name = `computing${Math.random()}`;
  const ended = tab.evaluate(
    async ([text, mark]) => {
      const stop = new AbortController();
      Object.assign(window, { stop });
      const result = await window.promptFlowHost?.engine.executeFlow(
        text,
        {},
        {
          signal: stop.signal,
          onEvent: (event) => {
            if (event.type === 'step_progress' && event.progress.phase === 'run')
              Object.assign(window, { [mark]: true });
          },
        },
      );
      const { predictions = [] } = (result?.outputs['embed'] ?? {}) as { predictions?: Float32Array[] };
      const written = predictions.map((vector) =>
        Array.from(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)).join(),
      );
      return {
        status: result?.status,
        code: result?.error?.code,
        count: predictions.length,
        different: [...new Set(written)],
        metadata: result?.steps['embed']?.metadata,
      };
    },
    [source, name] as const,
  );
  const computing = tab.waitForFunction((mark) => mark in window, name, { timeout: 60_000 });
  // A tab that is closed or crashed answers nobody.
  ended.catch(() => {});
  computing.catch(() => {});
  return { ended, computing };
}

test('a model is loaded once for two tabs, and both get the same vectors', async () => {
  const there = await embed(leader, flow(1)).ended;
  const here = await embed(follower, flow(1)).ended;
  expect(there.metadata).toMatchObject({ load_time: 0 });
  expect(there.metadata).not.toHaveProperty('shared');
  expect(here.metadata).toMatchObject({ shared: true, load_time: 0, device: 'wasm' });
  expect(here.different).toHaveLength(1);
  expect(here.different).toEqual(there.different);
  expect([workersOf(leader), workersOf(follower)]).toEqual([1, 0]);
  const loaded = (tab: Page) => tab.evaluate(() => window.promptFlowHost?.engine.models.loaded());
  const [own] = (await loaded(leader)) ?? [];
  expect(own).toMatchObject({ model: 'Xenova/all-MiniLM-L6-v2', workers: 1 });
  expect(await loaded(follower)).toEqual([{ ...own, shared: true }]);
  await follower.evaluate(() => window.promptFlowHost?.engine.models.unload());
  expect(await loaded(leader)).toEqual([]);
  await expect.poll(() => workersOf(leader)).toBe(0);
});

test('pages of another build compute for themselves, and for each other', async () => {
  expect((await embed(follower, flow(1)).ended).metadata).toMatchObject({ shared: true });
  const newer = await openTab(takeNextBuild);
  const there = await embed(newer, flow(1)).ended;
  expect(there.status).toBe('succeeded');
  expect(there.metadata).not.toHaveProperty('shared');
  const newest = await openTab(takeNextBuild);
  expect((await embed(newest, flow(1)).ended).metadata).toMatchObject({ shared: true });
  expect([leader, follower, newer, newest].map(workersOf)).toEqual([1, 0, 1, 0]);
});

test('when the tab that computes is closed in the middle of a call, the one that asked computes it', async () => {
  const [expected] = (await embed(leader, flow(1)).ended).different;
  const { ended, computing } = embed(follower, flow(500));
  await computing;
  expect(workersOf(follower)).toBe(0);
  await leader.close();
  const { status, count, different, metadata } = await ended;
  expect({ status, count }).toEqual({ status: 'succeeded', count: 500 });
  expect(different).toEqual([expected]);
  expect(metadata).not.toHaveProperty('shared');
});

test('when the tab that computes crashes, the next one computes for all', async () => {
  const [expected] = (await embed(leader, flow(1)).ended).different;
  // The second tab stands next in line.
  expect((await embed(follower, flow(1)).ended).metadata).toMatchObject({ shared: true });
  const third = await openTab();
  const { ended, computing } = embed(third, flow(500));
  await computing;
  await crashTab(leader);
  const { status, count, different, metadata } = await ended;
  expect({ status, count }).toEqual({ status: 'succeeded', count: 500 });
  expect(different).toEqual([expected]);
  expect(metadata).toMatchObject({ shared: true });
  expect(workersOf(follower)).toBeGreaterThan(0);
  expect(workersOf(third)).toBe(0);
});

/** Far more than is computed while a test waits. */
const ENDLESS = 50_000;

const isBusy = (tab: Page): Promise<boolean | undefined> =>
  tab.evaluate(async () =>
    (await window.promptFlowHost?.engine.models.loaded())?.some((model) => model.isBusy),
  );

test('a cancellation ends the run in the tab that computes, and the model stays', async () => {
  const { ended, computing } = embed(follower, flow(ENDLESS));
  await computing;
  expect(await isBusy(leader)).toBe(true);
  await follower.evaluate(() => (window as unknown as { stop: AbortController }).stop.abort());
  expect(await ended).toMatchObject({ status: 'cancelled' });
  await expect.poll(() => isBusy(leader)).toBe(false);
  expect((await embed(follower, flow(1)).ended).metadata).toMatchObject({ shared: true });
});

test('a tab that is closed is computed for no longer', async () => {
  const { computing } = embed(follower, flow(ENDLESS));
  await computing;
  expect(await isBusy(leader)).toBe(true);
  await follower.close();
  await expect.poll(() => isBusy(leader)).toBe(false);
});

test('a fault crosses with its code and its way out, and the next good call succeeds', async () => {
  const silence = `name: noise
steps:
  - name: listen
    executor: model_executor
    config: {task: voice-activity-detection, input: "data:audio/wav;base64,bm8gc291bmQgYXQgYWxs"}
`;
  const faultOf = (tab: Page) =>
    tab.evaluate(async (source) => {
      const { error } = (await window.promptFlowHost?.engine.executeFlow(source, {})) ?? {};
      const cause = error?.cause instanceof Error ? error.cause.message : undefined;
      return {
        code: error?.code,
        kind: error?.kind,
        message: error?.message,
        hint: error?.hint,
        cause,
      };
    }, silence);
  const there = await faultOf(leader);
  expect(there).toMatchObject({ code: 'audio_unreadable', kind: 'user' });
  expect(await faultOf(follower)).toEqual(there);
  expect(workersOf(follower)).toBe(0);
  expect((await embed(follower, flow(1)).ended).metadata).toMatchObject({ shared: true });
});

test('a model that one tab imports, another computes, and it is gone for both when one removes it', async () => {
  await follower.evaluate(async () => {
    const folder = new URL('/models/Xenova/all-MiniLM-L6-v2/', location.href);
    const paths = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'];
    const files = await Promise.all(
      paths.map(async (path) => ({ path, file: await (await fetch(new URL(path, folder))).blob() })),
    );
    await window.promptFlowHost?.engine.models.import(files, { model: 'mine/shared' });
  });
  const imported = await embed(follower, flow(1, 'mine/shared')).ended;
  expect(imported.metadata).toMatchObject({ shared: true, model_name: 'mine/shared' });
  expect(imported.different).toEqual((await embed(leader, flow(1)).ended).different);
  await follower.evaluate(() => window.promptFlowHost?.engine.models.remove('mine/shared', 'q8'));
  for (const tab of [leader, follower]) {
    expect(await embed(tab, flow(1, 'mine/shared')).ended).toMatchObject({ code: 'model_unavailable' });
  }
});

test('a model that a step brings along is shared too, and outlives the tab that brought it', async () => {
  const adding = onnxFile({
    operator: 'Add',
    inputs: { a: { type: 1, shape: ['n'] }, b: { type: 1, shape: ['n'] } },
  });
  const bytes = Buffer.from(await adding.arrayBuffer()).toString('base64');
  const source = `name: sums
steps:
  - name: add
    executor: onnx
    config: {model: "data:application/octet-stream;base64,${bytes}", inputs: {a: [1, 2], b: [0.5, 0.25]}}
`;
  const add = (tab: Page) =>
    tab.evaluate(async (text) => {
      const result = await window.promptFlowHost?.engine.executeFlow(text, {});
      const { outputs = {} } = (result?.outputs['add'] ?? {}) as {
        outputs?: { y?: { data: Float32Array } };
      };
      return { sum: Array.from(outputs.y?.data ?? []), shared: result?.steps['add']?.metadata?.['shared'] };
    }, source);
  expect(await add(follower)).toEqual({ sum: [1.5, 2.25], shared: true });
  const third = await openTab();
  await follower.close();
  await leader.evaluate(() => window.promptFlowHost?.engine.models.unload());
  // It is loaded anew, from what the first one had given.
  expect(await add(third)).toEqual({ sum: [1.5, 2.25], shared: true });
  expect(workersOf(third)).toBe(0);
});
