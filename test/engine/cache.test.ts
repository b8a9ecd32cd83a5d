import { expect, test } from 'vitest';
import { cacheKey } from '../../src/engine/step/cache-key.ts';
import { MemoryStepCache } from '../../src/engine/step/step-cache.ts';
import { Counter, ManualClock, testRunner } from './support.ts';

const flow = (step: string, more = '') =>
  `name: f\ninputs: [{name: x, required: false}]\n${more}steps: [{name: a, executor: counter, ${step}}]`;

const calls =
  (runner = testRunner()) =>
  async (text: string, inputs = {}) => {
    const { steps } = await runner.executeFlow(text, inputs);
    return [steps['a']?.outputs['calls'], steps['a']?.cached === true];
  };

test('the same content is not made twice, in one run or in the next', async () => {
  const run = calls();
  expect(await run(flow('cache: true, config: {x: 1}'))).toEqual([1, false]);
  expect(await run(flow('cache: true, config: {x: 1}'))).toEqual([1, true]);
  expect(await run(flow('cache: true, config: {x: 2}'))).toEqual([2, false]);
  expect(await run(flow('config: {x: 1}'))).toEqual([3, false]);
});

test('the order of keys is no difference, the type of a value is', async () => {
  const key = (content: unknown) => cacheKey(new Counter(), '', content);
  expect(await key({ a: 1, b: [2] })).toBe(await key({ b: [2], a: 1 }));
  expect(await key({ a: 1 })).not.toBe(await key({ a: '1' }));
  expect(await key({ a: null })).not.toBe(await key({}));
  expect(await key([1, 2])).not.toBe(await key({ 0: 1, 1: 2 }));
  expect(await key(new Float32Array([1]))).not.toBe(await key([1]));
  expect(await key({ a: Number.NaN })).not.toBe(await key({ a: null }));
});

test('other models make other outputs', async () => {
  let revision = 'one';
  const models = { run: () => Promise.reject(new Error('none')), revision: async () => revision };
  const run = calls(testRunner({ models }));
  const text = flow('cache: true, config: {x: 1}');
  expect(await run(text)).toEqual([1, false]);
  revision = 'two';
  expect(await run(text)).toEqual([2, false]);
});

test('what has no content to compare is made anew', async () => {
  expect(await cacheKey(new Counter(), '', { file: new Blob(['a']) })).toBeUndefined();
});

test('ttl is in seconds', async () => {
  const clock = new ManualClock();
  const run = calls(testRunner({ clock }));
  const text = flow('cache: {ttl: 10}, config: {x: 1}');
  expect(await run(text)).toEqual([1, false]);
  clock.advance(9_000);
  expect(await run(text)).toEqual([1, true]);
  clock.advance(1_000);
  expect(await run(text)).toEqual([2, false]);
});

test('a key of its own stands in place of the content', async () => {
  const run = calls();
  const text = flow('cache: {key: "{{ inputs.x }}"}, config: {at: "{{ now() }}"}');
  expect(await run(text, { x: 'a' })).toEqual([1, false]);
  expect(await run(text, { x: 'a' })).toEqual([1, true]);
  expect(await run(text, { x: 'b' })).toEqual([2, false]);
});

test('config.caching is for steps that do not say', async () => {
  const run = calls();
  const caching = 'config: {caching: {enabled: true}}\n';
  expect(await run(flow('config: {x: 1}', caching))).toEqual([1, false]);
  expect(await run(flow('config: {x: 1}', caching))).toEqual([1, true]);
  expect(await run(flow('cache: false, config: {x: 1}', caching))).toEqual([2, false]);
});

test('a failure is not kept', async () => {
  const runner = testRunner();
  const text = 'name: f\nsteps: [{name: a, executor: flaky, cache: true, config: {fails: 1}}]';
  expect((await runner.executeFlow(text)).success).toBe(false);
  expect((await runner.executeFlow(text)).success).toBe(false);
  expect(runner.registry.metrics('flaky').executions).toBe(2);
});

test('items of a list are cached one by one', async () => {
  const runner = testRunner();
  const text = (list: string) =>
    `name: f\nsteps: [{name: a, executor: counter, foreach: ${list}, cache: true, config: {x: "{{ item }}"}}]`;
  await runner.executeFlow(text('[1, 2]'));
  const { steps } = await runner.executeFlow(text('[2, 3]'));
  expect(steps['a']?.outputs['items']).toEqual([{ calls: 2 }, { calls: 3 }]);
  expect(steps['a']?.cached).toBeUndefined();
  expect((await runner.executeFlow(text('[3, 1]'))).steps['a']?.cached).toBe(true);
});

test('the entries used longest ago go first', () => {
  const cache = new MemoryStepCache(new ManualClock());
  for (let entry = 0; entry < 1000; entry++) cache.set(String(entry), { entry }, undefined);
  cache.get('0');
  cache.set('new', {}, undefined);
  expect(cache.get('0')).toEqual({ entry: 0 });
  expect(cache.get('1')).toBeUndefined();
});
