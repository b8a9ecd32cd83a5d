import { expect, test } from 'vitest';
import { FlowError } from '../../../src/errors/index.ts';
import { BaseExecutor, type ExecutionResult, succeed } from '../../../src/executors/index.ts';
import { settle } from '../support.ts';
import { flowOf, withGate } from './gate.ts';
import { tabsOf } from './tabs.ts';

/** Fails at its first call. */
class Shaky extends BaseExecutor {
  readonly name = 'shaky';
  private calls = 0;
  execute(): ExecutionResult {
    if (++this.calls === 1) throw new FlowError('shaky', 'Not yet.');
    return succeed({ calls: this.calls });
  }
}

const through = (name: string, config: Readonly<Record<string, unknown>>) => ({
  name,
  executor: 'async_queue_executor',
  config: { queue: 'narrow', wait: true, ...config },
});

test('a place is lent until the last wait of its task is over', async () => {
  const { runner, clock } = withGate();
  runner.registry.register('shaky', new Shaky());
  await runner.queues.configure('narrow', { workers: 1 });
  const quick = through('a', { executor: 'echo', config: { value: 1 } });
  const slow = through('b', { executor: 'shaky', max_attempts: 2, retry_delay: 10 });
  const task = await runner.submitFlow({ name: 'outer', steps: [quick, slow] }, {}, { queue: 'narrow' });
  await settle(60);
  clock.advance(10_000);
  expect((await task.result()).outputs).toEqual({ a: { value: 1 }, b: { calls: 2 } });
});

test('a queue that gets fewer workers begins no more in the places that are too many', async () => {
  const { runner, gate } = withGate();
  for (const label of ['a', 'b', 'c', 'd', 'e']) await runner.submitFlow(flowOf(label), {}, { queue: 'q' });
  await gate.hasBegun(3);
  await runner.queues.configure('q', { workers: 1 });
  for (const label of ['a', 'b', 'c']) gate.open(label);
  expect((await gate.hasBegun(4))[3]).toBe('d');
  await settle();
  expect(gate.begun).toHaveLength(4);
  gate.open('d');
  expect((await gate.hasBegun(5))[4]).toBe('e');
});

test('a place that one tab has lent is not used by another one for what else waits', async () => {
  const [one, two] = tabsOf(2);
  if (one === undefined || two === undefined) throw new Error('There are two.');
  const here = withGate({ tasks: one });
  const there = withGate({ tasks: two });
  await here.runner.queues.configure('narrow', { workers: 1 });
  const inner = through('inner', { executor: 'gate', config: { label: 'inner' } });
  const rest = { name: 'rest', executor: 'gate', depends_on: ['inner'], config: { label: 'rest' } };
  await here.runner.submitFlow({ name: 'outer', steps: [inner, rest] }, {}, { queue: 'narrow' });
  await here.gate.hasBegun(1);
  await there.runner.workQueues();
  await settle();
  const begun = (): readonly string[] => [...here.gate.begun, ...there.gate.begun];
  for (const label of ['x', 'y', 'z']) await here.runner.submitFlow(flowOf(label), {}, { queue: 'narrow' });
  // While the place is lent, this tab fills it with what comes next; it is one place all the same.
  here.gate.open('inner');
  await here.gate.hasBegun(2);
  await settle(60);
  const running = async (): Promise<number> =>
    (await here.runner.queues.states()).find(({ name }) => name === 'narrow')?.tasks.running ?? 0;
  for (let n = 0; n < 6; n++) {
    for (const label of begun()) {
      if (label === 'rest' && n < 2) continue;
      here.gate.open(label);
      there.gate.open(label);
    }
    await settle(60);
    if (n > 0) expect(await running()).toBeLessThanOrEqual(1);
  }
});

test('a queue has no more workers than there are places', async () => {
  const { runner } = withGate();
  await expect(runner.queues.configure('q', { workers: 1001 })).rejects.toMatchObject({
    code: 'invalid_config',
  });
});
