import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FlowError } from '../../../src/errors/index.ts';
import { Tabs } from './tabs.ts';

/** What tabs do with each other's calls, on real channels; test/e2e/shared-models.test.ts does it in a browser. */
const embed = { task: 'feature-extraction' };
let tabs: Tabs;

beforeEach(() => {
  tabs = new Tabs();
});

afterEach(() => {
  tabs.endAll();
  vi.useRealTimers();
});

/** A run that never ends by itself, but stops when it is told to. */
const endless = (_: unknown, { signal }: { readonly signal: AbortSignal }): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });

test('a tab that is alone gives its models the input itself, and sends it nowhere', async () => {
  const alone = tabs.open({ answer: async (input) => input });
  const input = { a: 'text' };
  const answer = await alone.models.run(embed, input);
  expect(answer).not.toHaveProperty('shared');
  expect(answer.output).toBe(input);
  expect(alone.posted).toEqual([{ leads: expect.any(String) }]);
});

test('the first tab that uses a model computes for the others, and says how it goes', async () => {
  tabs.open();
  const second = tabs.open({
    answer: async (input, { onPartial }) => {
      onPartial('one');
      onPartial('one two');
      return `${input} there`;
    },
  });
  const third = tabs.open();
  await second.models.preload(embed);
  const told: unknown[] = [];
  const answer = await third.models.run(embed, 'a text', {
    onProgress: (progress) => told.push(progress),
    onPartial: (partial) => told.push(partial),
  });
  expect(answer).toMatchObject({ output: 'a text there', model: 'a/b', shared: true, loadTime: 0 });
  expect(told).toEqual([{ phase: 'run', label: 'a/b' }, 'one', 'one two']);
  expect(third.workers).toHaveLength(0);
});

test('the options of a task go with the call', async () => {
  const seen: unknown[] = [];
  const leader = tabs.open();
  await leader.models.preload(embed);
  const [worker] = leader.workers;
  vi.spyOn(worker as NonNullable<typeof worker>, 'run').mockImplementation(async (_input, options) => {
    seen.push(options);
    return { output: 1, runTime: 0 };
  });
  await tabs.open().models.run(embed, 'a text', { options: { pooling: 'cls' } });
  expect(seen).toEqual([{ pooling: 'cls' }]);
});

test('tabs of another build share nothing', async () => {
  const old = tabs.open({ name: 'old' });
  await old.models.run(embed, 'a text');
  const other = tabs.open({ name: 'new' });
  expect(await other.models.run(embed, 'a text')).not.toHaveProperty('shared');
  // Those of its own build share, and nothing of what they say reaches the old one.
  expect(await tabs.open({ name: 'new' }).models.run(embed, 'a text')).toHaveProperty('shared', true);
  expect(old.heard).toBe(0);
  expect(await tabs.open({ name: 'old' }).models.run(embed, 'a text')).toHaveProperty('shared', true);
});

test('a call whose leader ends goes to the next one', async () => {
  const leader = tabs.open({ answer: endless });
  const next = tabs.open({ answer: async () => 'by the next' });
  const third = tabs.open({ answer: async () => 'by itself' });
  await leader.models.preload(embed);
  await next.models.preload(embed);
  const under = third.models.run(embed, 'a text');
  await expect.poll(() => leader.inputs).toEqual(['a text']);
  tabs.end(leader);
  expect(await under).toMatchObject({ output: 'by the next', shared: true });
});

test('the one that leads next makes its own calls', async () => {
  const leader = tabs.open({ answer: endless });
  const next = tabs.open({ answer: async () => 'by itself' });
  await leader.models.preload(embed);
  const under = next.models.run(embed, 'a text');
  await expect.poll(() => leader.inputs).toEqual(['a text']);
  tabs.end(leader);
  const answer = await under;
  expect(answer).toMatchObject({ output: 'by itself' });
  expect(answer).not.toHaveProperty('shared');
});

test('a call that ended two tabs is not sent to a third', async () => {
  const first = tabs.open({ answer: endless });
  const second = tabs.open({ answer: endless });
  const third = tabs.open({ answer: endless });
  const asks = tabs.open({ answer: async () => 'by itself' });
  for (const tab of [first, second, third]) await tab.models.preload(embed);
  const under = asks.models.run(embed, 'a text');
  await expect.poll(() => first.inputs).toEqual(['a text']);
  tabs.end(first);
  await expect.poll(() => second.inputs).toEqual(['a text']);
  tabs.end(second);
  expect(await under).toMatchObject({ output: 'by itself' });
  expect(third.inputs).toEqual([]);
});

/** How often a follower looks after its leader, in milliseconds. */
const LOOK = 1000;

test('a leader that is silent is left, and asked again when it is heard of', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const leader = tabs.open({
    answer: (input, watch) => (input === 'long' ? endless(input, watch) : Promise.resolve('there')),
  });
  const follower = tabs.open({ answer: async () => 'by itself' });
  await leader.models.preload(embed);
  expect(await follower.models.run(embed, 'a text')).toMatchObject({ output: 'there' });
  const under = follower.models.run(embed, 'long');
  await expect.poll(() => leader.inputs).toContain('long');
  leader.silence();
  const timers = vi.getTimerCount();
  vi.advanceTimersByTime(4 * LOOK);
  // It still looks.
  expect(vi.getTimerCount()).toBe(timers);
  vi.advanceTimersByTime(LOOK);
  expect(await under).toMatchObject({ output: 'by itself' });
  // From here on without a wait.
  expect(await follower.models.run(embed, 'a text')).toMatchObject({ output: 'by itself' });
  // It was told that nobody waits for it.
  await expect.poll(async () => (await leader.models.loaded()).some(({ isBusy }) => isBusy)).toBe(false);
  leader.wake();
  await expect
    .poll(() => follower.models.run(embed, 'a text'))
    .toMatchObject({ output: 'there', shared: true });
});

test('a leader that computes for long is waited for as long as it gives signs of life', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let finish = (_: unknown): void => {};
  const leader = tabs.open({
    answer: () =>
      new Promise((resolve) => {
        finish = resolve;
      }),
  });
  const follower = tabs.open({ answer: async () => 'by itself' });
  await leader.models.preload(embed);
  const under = follower.models.run(embed, 'a text');
  await expect.poll(() => leader.inputs).toEqual(['a text']);
  for (let look = 0; look < 20; look++) {
    const { heard } = follower;
    vi.advanceTimersByTime(LOOK);
    await expect.poll(() => follower.heard).toBeGreaterThan(heard);
  }
  finish('there');
  expect(await under).toMatchObject({ output: 'there', shared: true });
});

test('where nobody answers at all, a tab uses its own models', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const leader = tabs.open();
  leader.silence();
  await leader.models.preload(embed);
  const follower = tabs.open({ answer: async () => 'by itself' });
  const under = follower.models.run(embed, 'a text');
  await expect.poll(() => vi.getTimerCount()).toBeGreaterThan(1);
  vi.advanceTimersByTime(5 * LOOK);
  expect(await under).toMatchObject({ output: 'by itself' });
});

test('a cancellation is over at once here, and stops the run there', async () => {
  const leader = tabs.open({ answer: endless });
  const follower = tabs.open();
  await leader.models.preload(embed);
  const stop = new AbortController();
  const under = follower.models.run(embed, 'a text', { signal: stop.signal });
  await expect.poll(() => leader.inputs).toEqual(['a text']);
  stop.abort(new FlowError('step_timeout', 'It took too long.'));
  await expect(under).rejects.toMatchObject({ code: 'step_timeout' });
  await expect.poll(async () => (await leader.models.loaded()).map(({ isBusy }) => isBusy)).toEqual([false]);
  // The worker was not lost.
  expect(leader.workers).toHaveLength(1);
});

test('what a tab asked for is given up when it ends', async () => {
  const leader = tabs.open({ answer: endless });
  const follower = tabs.open();
  await leader.models.preload(embed);
  follower.models.run(embed, 'a text').catch(() => {});
  await expect.poll(() => leader.inputs).toEqual(['a text']);
  tabs.end(follower);
  await expect.poll(async () => (await leader.models.loaded()).map(({ isBusy }) => isBusy)).toEqual([false]);
});

test('a fault comes with its code, its way out and its cause', async () => {
  const leader = tabs.open({
    answer: () =>
      Promise.reject(
        new FlowError('tensor_invalid', 'It is bent.', {
          hint: 'Straighten it.',
          cause: new TypeError('bent'),
        }),
      ),
  });
  await leader.models.preload(embed);
  const thrown = await tabs
    .open()
    .models.run(embed, 'a text')
    .catch((error: unknown) => error);
  expect(thrown).toMatchObject({
    code: 'tensor_invalid',
    kind: 'user',
    message: 'It is bent.',
    hint: 'Straighten it.',
    cause: { name: 'TypeError', message: 'bent' },
  });
  expect(thrown).toBeInstanceOf(FlowError);
});

test('a model that only this tab knows of runs here', async () => {
  const leader = tabs.open({ models: ['a/b'] });
  await leader.models.preload(embed);
  const newer = tabs.open({ models: ['a/b', 'new/one'] });
  const answer = await newer.models.run({ ...embed, model: 'new/one' }, 'a text');
  expect(answer).toMatchObject({ model: 'new/one' });
  expect(answer).not.toHaveProperty('shared');
  const nowhere = newer.models.run({ ...embed, model: 'no/one' }, 'a text');
  await expect(nowhere).rejects.toMatchObject({ code: 'model_unavailable', hint: 'Take another one.' });
});

test('a model that a step brings along is loaded where the others are', async () => {
  const leader = tabs.open();
  await leader.models.preload(embed);
  const spec = { task: 'onnx', model: 'brought/1', files: new Map<string, Blob>() };
  expect(await tabs.open().models.run(spec, 'tensors')).toMatchObject({ output: 'tensors', shared: true });
  expect(leader.inputs).toEqual(['tensors']);
});

test('an input that cannot be copied is given to the own models at once', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const leader = tabs.open();
  await leader.models.preload(embed);
  const follower = tabs.open();
  const input = (): void => {};
  expect((await follower.models.run(embed, input)).output).toBe(input);
});

test('where the browser refuses locks, a tab gets along by itself and says so', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const refuse = (): Promise<never> => Promise.reject(new DOMException('no locks', 'SecurityError'));
  const alone = tabs.open({ locks: { tryToHold: refuse, hold: refuse, whenFree: refuse } });
  expect(await alone.models.run(embed, 'a text')).toMatchObject({ output: 'a text' });
  expect(warned).toHaveBeenCalledOnce();
});

test('every tab sees what is in memory, and may give it back', async () => {
  const leader = tabs.open();
  await leader.models.preload(embed);
  const follower = tabs.open();
  // What cannot be copied has been computed here, and is still in memory.
  await follower.models.run({ ...embed, model: 'a/b' }, () => {});
  const own = { model: 'a/b', workers: 1, isBusy: false };
  const loaded = await follower.models.loaded();
  expect(loaded).toMatchObject([own, { ...own, shared: true }]);
  expect(loaded[0]).not.toHaveProperty('shared');
  await follower.models.unload('a/b');
  expect(await follower.models.loaded()).toEqual([]);
  expect([...leader.workers, ...follower.workers].map(({ alive }) => alive)).toEqual([false, false]);
});
