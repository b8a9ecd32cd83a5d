import { describe, expect, test } from 'vitest';
import { toTraceEvents } from '../../src/engine/index.ts';
import { bytesOf } from '../../src/executors/bytes-of.ts';
import { ManualClock, settle, testRunner } from './support.ts';

const traced = async (text: string, inputs = {}, runner = testRunner()) => {
  const result = await runner.executeFlow(text, inputs);
  const trace = runner.readTrace(result.executionId);
  if (trace === undefined) throw new Error('There is no trace.');
  return { result, trace };
};

test('every attempt is a span, with what went in and what came out', async () => {
  const { trace, result } = await traced(`
name: f
steps:
  - {name: a, executor: flaky, config: {fails: 1}, retry: {max_attempts: 2, delay: 0}}
  - {name: b, executor: echo, config: {value: "{{ 'é' }}"}, depends_on: a}
`);
  expect(trace).toMatchObject({ executionId: result.executionId, flow: 'f', status: 'succeeded' });
  expect(trace.spans).toMatchObject([
    {
      step: 'a',
      executor: 'flaky',
      attempt: 1,
      status: 'failed',
      error: 'shaky',
      bytesOut: 0,
      thread: 'engine',
    },
    { step: 'a', attempt: 2, status: 'succeeded' },
    { step: 'b', attempt: 1, bytesIn: 7, bytesOut: 7 },
  ]);
  for (const { start, end } of trace.spans) expect(end).toBeGreaterThanOrEqual(start);
});

test('a step that ends the run by its failure has failed, those it takes along are cancelled', async () => {
  const { trace } = await traced(
    'name: f\nsteps: [{name: z, executor: sleeper}, {name: a, executor: thrower}]',
  );
  expect(Object.fromEntries(trace.spans.map(({ step, status }) => [step, status]))).toEqual({
    a: 'failed',
    z: 'cancelled',
  });
});

test('the wait in line is known', async () => {
  const clock = new ManualClock();
  const runner = testRunner({ clock });
  const text =
    'name: f\nconfig: {execution: {max_concurrent: 1}}\nsteps: [{name: a, executor: sleeper, timeout: 5, error_handling: {on_failure: continue}}, {name: b, executor: echo, config: {}}]';
  const run = traced(text, {}, runner);
  await settle();
  clock.advance(5000);
  const { trace } = await run;
  expect(trace.spans).toMatchObject([
    { step: 'a', queueWait: 0 },
    { step: 'b', queueWait: 5000 },
  ]);
});

test('items are told apart, and a sub-flow stands under the step that runs it', async () => {
  const inner = '{name: i, steps: [{name: deep, executor: echo, config: {value: 1}}]}';
  const { trace } = await traced(`
name: f
steps:
  - {name: each, executor: echo, foreach: [1, 2], config: {value: "{{ item }}"}}
  - {name: sub, executor: flow, config: {flow: ${inner}}, depends_on: each}
`);
  expect(trace.spans.map(({ step, index }) => [step, index])).toEqual([
    ['each', 0],
    ['each', 1],
    ['sub › deep', undefined],
    ['sub', undefined],
  ]);
});

test('many sub-flows leave the trace of their run in reach', async () => {
  const inner = '{name: i, steps: [{name: deep, executor: echo, config: {value: 1}}]}';
  const list = Array.from({ length: 40 }, (_, index) => index).join(', ');
  const { trace } = await traced(
    `name: f\nsteps: [{name: sub, executor: flow, foreach: [${list}], config: {flow: ${inner}}}]`,
  );
  expect(trace.spans).toHaveLength(80);
});

test('the last 20 runs are kept', async () => {
  const runner = testRunner();
  const ids: string[] = [];
  for (let run = 0; run < 21; run++) ids.push((await runner.executeFlow('name: f\nsteps: []')).executionId);
  expect(runner.readTrace(ids[0] ?? '')).toBeUndefined();
  expect(runner.readTrace(ids[1] ?? '')).toBeDefined();
});

describe('as trace events', () => {
  const at = (step: string, start: number, end: number, thread = 'engine') => ({
    step,
    executor: 'echo',
    attempt: 1,
    queueWait: 2,
    start,
    end,
    thread,
    status: 'succeeded' as const,
    bytesIn: 1,
    bytesOut: 2,
  });
  const trace = {
    executionId: 'x',
    flow: 'f',
    status: 'succeeded' as const,
    start: 1000,
    end: 1010,
    spans: [at('a', 1000, 1004), at('b', 1001, 1003), at('c', 1004, 1009), at('d', 1001, 1002, 'executor 1')],
  };
  const { traceEvents } = toTraceEvents(trace);
  const spans = traceEvents.filter(({ ph, cat }) => ph === 'X' && cat === 'step');

  test('times are microseconds from the start of the run', () => {
    expect(spans.find(({ name }) => name === 'c')).toMatchObject({
      ts: 4000,
      dur: 5000,
      args: { queue_wait_ms: 2, bytes_in: 1, bytes_out: 2, status: 'succeeded' },
    });
    expect(traceEvents.find(({ cat }) => cat === 'run')).toMatchObject({ name: 'f', ts: 0, dur: 10_000 });
  });

  test('what overlaps has a line each, and each line a name', () => {
    const line = (name: string) => spans.find((span) => span.name === name)?.tid;
    expect(line('a')).not.toBe(line('b'));
    expect(line('c')).toBe(line('a'));
    const names = new Map(
      traceEvents.filter(({ name }) => name === 'thread_name').map(({ tid, args }) => [tid, args['name']]),
    );
    expect(names.get(line('b') ?? 0)).toBe('engine');
    expect(names.get(line('d') ?? 0)).toBe('executor 1');
  });
});

test('bytes of all kinds', () => {
  expect(bytesOf('aé€🎉')).toBe(1 + 2 + 3 + 4);
  expect(bytesOf({ a: new Float32Array(4), b: [1, true, null] })).toBe(1 + 16 + 1 + 8 + 1);
  expect(bytesOf(new Blob(['abc']))).toBe(3);
  expect(bytesOf({ kind: 'file', size: 1234 })).toBe(1234);
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  expect(bytesOf(circle)).toBeGreaterThan(0);
});
