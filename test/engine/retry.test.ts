import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/engine/index.ts';
import { delayAfter } from '../../src/engine/step/retry-step.ts';
import { ManualClock, settle, testRunner } from './support.ts';

const flow = (lines: string, config = '{fails: 2}') =>
  `name: f\nsteps:\n  - name: a\n    executor: flaky\n    config: ${config}\n${lines}`;

const run = async (text: string, runner = testRunner()) => {
  const events: RunEvent[] = [];
  const result = await runner.executeFlow(text, {}, { onEvent: (event) => events.push(event) });
  return { result, events, step: result.steps['a'] };
};

test('a step is tried until it succeeds', async () => {
  const { result, step, events } = await run(flow('    retry: {max_attempts: 3, delay: 0}'));
  expect(result.success).toBe(true);
  expect(step).toMatchObject({ attempts: 3, outputs: { attempt: 3 } });
  const retrying = events.filter((event) => event.type === 'step_retrying');
  expect(retrying).toMatchObject([
    { attempt: 1, error: { code: 'shaky' } },
    { attempt: 2, error: { code: 'shaky' } },
  ]);
});

test('and no more often than it is told', async () => {
  const { result, step } = await run(flow('    retry: {max_attempts: 2, delay: 0}'));
  expect(result.error).toMatchObject({ code: 'shaky', step: 'a' });
  expect(step?.attempts).toBe(2);
});

describe('which errors are tried again', () => {
  const attempts = async (config: string, errors = '') =>
    (await run(flow(`    retry: {max_attempts: 3, delay: 0${errors}}`, config))).step?.attempts;

  test('by default those that another attempt could mend', async () => {
    expect(await attempts('{fails: 9, kind: network}')).toBe(3);
    expect(await attempts('{fails: 9, kind: user}')).toBe(1);
    expect(await attempts('{fails: 9, kind: config}')).toBe(1);
  });

  test('or those that are named, by code, kind or class', async () => {
    expect(await attempts('{fails: 9, code: one}', ', retry_on_errors: [one]')).toBe(3);
    expect(await attempts('{fails: 9, code: two}', ', retry_on_errors: [one]')).toBe(1);
    expect(await attempts('{fails: 9, kind: user}', ', retry_on_errors: [user]')).toBe(3);
    const thrower =
      'name: f\nsteps: [{name: a, executor: thrower, retry: {max_attempts: 3, delay: 0, retry_on_errors: [CLASS]}}]';
    expect((await run(thrower.replace('CLASS', 'RangeError'))).step?.attempts).toBe(3);
    expect((await run(thrower.replace('CLASS', 'TypeError'))).step?.attempts).toBe(1);
  });
});

describe('the delay', () => {
  const policy = { maxAttempts: 9, delay: 2, backoffMultiplier: 3, maxDelay: 20, jitter: 0 };

  test('grows up to its most', () => {
    const delays = [1, 2, 3, 4].map((attempt) => delayAfter(attempt, policy, () => 0.5));
    expect(delays).toEqual([2, 6, 18, 20]);
  });

  test('chance takes away the part that jitter names', () => {
    expect(delayAfter(1, { ...policy, jitter: 0.5 }, () => 1)).toBe(1);
    expect(delayAfter(1, { ...policy, jitter: 0.5 }, () => 0)).toBe(2);
  });

  test('is waited for, on the clock', async () => {
    const clock = new ManualClock();
    const pending = run(flow('    retry: {max_attempts: 2, delay: 30}', '{fails: 1}'), testRunner({ clock }));
    await settle();
    clock.advance(29_000);
    await settle();
    expect(clock.waiting).toBe(1);
    clock.advance(1_000);
    const { result, step } = await pending;
    expect(result.success).toBe(true);
    expect(step?.executionTime).toBeCloseTo(30);
  });

  test('ends when the run is cancelled', async () => {
    const clock = new ManualClock();
    const abort = new AbortController();
    const text = flow('    retry: {max_attempts: 2, delay: 30}');
    const pending = testRunner({ clock }).executeFlow(text, {}, { signal: abort.signal });
    await settle();
    abort.abort();
    expect(await pending).toMatchObject({ status: 'cancelled', steps: { a: { status: 'cancelled' } } });
    expect(clock.waiting).toBe(0);
  });

  test('ends when all the time of the step is over', async () => {
    const clock = new ManualClock();
    const text = flow('    retry: {max_attempts: 9, delay: 30}\n    timeout: {total: 40}', '{fails: 9}');
    const pending = run(text, testRunner({ clock }));
    await settle();
    clock.advance(30_000);
    await settle();
    clock.advance(10_000);
    const { result, step } = await pending;
    expect(result.error).toMatchObject({ code: 'step_timeout' });
    expect(step?.attempts).toBe(3);
    expect(clock.waiting).toBe(0);
  });
});

test('the time limit is for one attempt', async () => {
  const clock = new ManualClock();
  const text =
    'name: f\nsteps: [{name: a, executor: sleeper, timeout: 5, retry: {max_attempts: 2, delay: 0}}]';
  const pending = run(text, testRunner({ clock }));
  await settle();
  clock.advance(5_000);
  await settle();
  clock.advance(5_000);
  const { result, step } = await pending;
  expect(result.error?.code).toBe('step_timeout');
  expect(step?.attempts).toBe(2);
});

test('on_failure: retry tries three times', async () => {
  const clock = new ManualClock();
  const pending = run(flow('    error_handling: {on_failure: retry}', '{fails: 9}'), testRunner({ clock }));
  for (let attempt = 1; attempt < 3; attempt++) {
    await settle();
    clock.advance(1000);
  }
  expect((await pending).step?.attempts).toBe(3);
});

test.each(['max_retries', 'retry_count', 'retry_attempts'])(
  'config.execution.%s counts further attempts',
  async (key) => {
    const settings = `config: {execution: {${key}: 2, retry_delay: 0}}\n`;
    expect((await run(settings + flow(''))).step).toMatchObject({ status: 'succeeded', attempts: 3 });
  },
);

test("a step's own retry goes before the flow's", async () => {
  const settings = 'config: {execution: {max_retries: 5, retry_delay: 0}}\n';
  const { step } = await run(settings + flow('    retry: {max_attempts: 1}'));
  expect(step).toMatchObject({ status: 'failed', attempts: 1 });
});

test('log_errors writes every failed attempt to the log', async () => {
  const { events } = await run(
    flow('    retry: {max_attempts: 3, delay: 0}\n    error_handling: {log_errors: true}'),
  );
  const logged = events.flatMap((event) => (event.type === 'step_log' ? [event.message] : []));
  expect(logged).toEqual(['Attempt 1 failed with shaky: Not yet.', 'Attempt 2 failed with shaky: Not yet.']);
});
