import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/engine/index.ts';
import type { FlowContext } from '../../src/executors/index.ts';
import { Echo, ManualClock, settle, testRunner } from './support.ts';

const flow = (more: string, config = '{value: "{{ item }}"}', executor = 'echo') => `
name: f
inputs: [{name: list, type: array}]
steps:
  - name: each
    executor: ${executor}
    foreach: "{{ inputs.list }}"
    config: ${config}
${more}
`;

const run = async (text: string, list: unknown[], runner = testRunner()) => {
  const events: RunEvent[] = [];
  const result = await runner.executeFlow(text, { list }, { onEvent: (event) => events.push(event) });
  return { result, events, step: result.steps['each'] };
};

test('the step runs once for each item, and its outputs are in the order of the list', async () => {
  const config = '{value: "{{ index }}: {{ item }}", turns: "{{ item }}"}';
  const { step } = await run(flow('    concurrency: 3', config), [9, 1, 4]);
  expect(step?.outputs).toEqual({
    items: [{ value: '0: 9' }, { value: '1: 1' }, { value: '2: 4' }],
    count: 3,
    failed: 0,
    errors: [],
  });
});

test('an empty list gives no items', async () => {
  const { result, step } = await run(flow(''), []);
  expect(result.success).toBe(true);
  expect(step?.outputs).toEqual({ items: [], count: 0, failed: 0, errors: [] });
});

test('concurrency bounds how many items run at once; one after the other is the default', async () => {
  const most = async (more: string) => {
    const started = testRunner();
    let running = 0;
    let greatest = 0;
    class Counted extends Echo {
      override async execute(context: FlowContext, config: { value?: unknown; turns: number }) {
        greatest = Math.max(greatest, ++running);
        const result = await super.execute(context, config);
        running--;
        return result;
      }
    }
    started.registry.register('echo', Counted);
    await run(flow(more, '{value: 1, turns: 3}'), [1, 2, 3, 4, 5], started);
    return greatest;
  };
  expect(await most('')).toBe(1);
  expect(await most('    concurrency: 2')).toBe(2);
  expect(await most('    concurrency: 9')).toBe(5);
});

describe('an item that fails', () => {
  const config = '{text: "{{ item }}"}';
  const list = ['a', '', 'b', ''];
  const error = { code: 'input_required', kind: 'user', message: 'Text input is required' };

  test('fails the step with its own code, and says which it was', async () => {
    const { result, step } = await run(flow('', config, 'text_processor'), list);
    expect(result).toMatchObject({
      status: 'failed',
      error: { code: 'input_required', message: 'Item 1: Text input is required', step: 'each' },
    });
    expect(step?.metadata).toMatchObject({ count: 4, done: 2, errors: [{ index: 1, ...error }] });
  });

  test('keep: its place holds the error', async () => {
    const { step } = await run(flow('    on_item_error: keep', config, 'text_processor'), list);
    expect(step?.outputs).toMatchObject({
      items: [{ processed_text: 'A' }, { error }, { processed_text: 'B' }, { error }],
      count: 4,
      failed: 2,
      errors: [
        { index: 1, ...error },
        { index: 3, ...error },
      ],
    });
  });

  test('drop: it has no place', async () => {
    const { step } = await run(flow('    on_item_error: drop', config, 'text_processor'), list);
    expect(step?.outputs).toMatchObject({
      items: [{ processed_text: 'A' }, { processed_text: 'B' }],
      count: 4,
      failed: 2,
    });
  });

  test('items that wait are not started any more', async () => {
    const runner = testRunner();
    const { result, events } = await run(flow('    concurrency: 2', config, 'text_processor'), list, runner);
    expect(result.success).toBe(false);
    expect(runner.registry.metrics('text_processor').executions).toBeLessThan(4);
    expect(events.at(-1)?.type).toBe('run_finished');
  });

  test('a template that fails for one item fails that item', async () => {
    const { step } = await run(flow('    on_item_error: keep', '{value: "{{ item.x }}"}'), [
      { x: 1 },
      { y: 2 },
    ]);
    expect(step?.outputs).toMatchObject({
      items: [{ value: 1 }, { error: { code: 'undefined_name' } }],
    });
  });
});

test('each item has its own retries', async () => {
  const { step, events } = await run(
    flow('    retry: {max_attempts: 3, delay: 0}', '{fails: "{{ item }}"}', 'flaky'),
    [0, 2, 1],
  );
  expect(step?.outputs).toMatchObject({ items: [{ attempt: 1 }, { attempt: 3 }, { attempt: 2 }] });
  const retries = events.flatMap((event) => (event.type === 'step_retrying' ? [event.index] : []));
  expect(retries).toEqual([1, 1, 2]);
});

test('what is no list is told, and what to do', async () => {
  const text = flow('').replace('type: array', 'type: object');
  const result = await testRunner().executeFlow(text, { list: { a: 1 } });
  expect(result.error).toMatchObject({ code: 'type_mismatch', step: 'each', span: { line: 7, column: 14 } });
});

test('more than 100,000 items are too many', async () => {
  const { result } = await run(flow(''), new Array(100_001).fill(1));
  expect(result.error).toMatchObject({ code: 'too_many_items', kind: 'resource' });
});

test('progress counts items, and never runs backwards', async () => {
  const { events } = await run(
    flow('    concurrency: 2', '{value: 1, turns: "{{ index % 3 }}"}'),
    [1, 2, 3, 4],
  );
  const shown = events.flatMap((event) => (event.type === 'step_progress' ? [event.progress] : []));
  expect(shown.map(({ loaded, total, unit }) => [loaded, total, unit])).toEqual(
    [1, 2, 3, 4].map((loaded) => [loaded, 4, 'items']),
  );
});

test('the whole time ends all items', async () => {
  const clock = new ManualClock();
  const runner = testRunner({ clock });
  const pending = run(
    flow('    timeout: {total: 5}\n    concurrency: 2', '{}', 'sleeper'),
    [1, 2, 3],
    runner,
  );
  await settle();
  clock.advance(5001);
  const { result } = await pending;
  expect(result.error).toMatchObject({ code: 'step_timeout', step: 'each' });
  expect(clock.waiting).toBe(0);
});

test('a list of 20,000 items that are done at once leaves turns to others', async () => {
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const { step } = await run(flow('', '{}', 'counter'), new Array(20_000).fill(0));
  isOver = true;
  expect(step?.outputs['count']).toBe(20_000);
  expect(turns).toBeGreaterThan(1);
});
