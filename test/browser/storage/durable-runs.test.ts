import { afterEach, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/engine/index.ts';
import type { EngineClient } from '../../../src/index.ts';
import { closeEngines, cutOff, openEngine, started, startsOf } from './cut-off.ts';
import { callsIn, checkpointsOf, childOf, journalOf, spoilJournal } from './stored.ts';

/** A flow of steps that leave a note whenever they are called, and come back: a, then b, which does so in its second call, then c. */
function chain(settings = '', b = 'hangs: 1'): string {
  return `name: durable
config: {${settings}}
steps:
  - {name: a, executor: witness, config: {label: a}}
  - {name: b, executor: witness, depends_on: [a], config: {label: b, ${b}}}
  - {name: c, executor: witness, depends_on: [b], config: {label: c}}
`;
}

const outputs = { a: { label: 'a' }, b: { label: 'b' }, c: { label: 'c' } };

afterEach(closeEngines);

test('a run that was cut off goes on by itself, and what was done is not done again', async () => {
  const id = await cutOff(chain(), started('b'));
  const engine = await openEngine();
  const heard: RunEvent[] = [];
  const result = await engine.followRun(id, { onEvent: (event) => heard.push(event) });
  expect(result).toMatchObject({ executionId: id, status: 'succeeded', outputs });
  expect(await callsIn(id)).toEqual(['a 1', 'b 1', 'b 2', 'c 1']);
  expect(result.steps).toMatchObject({ a: { attempts: 1 }, b: { attempts: 2 }, c: { attempts: 1 } });
  // Who comes later sees all of it, in its order.
  expect(heard[0]?.type).toBe('run_started');
  expect(heard).toContainEqual(expect.objectContaining({ type: 'run_resumed', steps: ['b'] }));
  expect(heard.at(-1)?.type).toBe('run_finished');
  const ends = (await journalOf(id)).flatMap(({ event }) =>
    event.type === 'step_succeeded' ? event.step : [],
  );
  expect(ends).toEqual(['a', 'b', 'c']);
});

test('a run whose page died before anything was written of it begins, and is whole', async () => {
  const id = await cutOff(chain(), started('b'));
  for (const { sequence } of await journalOf(id)) await spoilJournal(id, sequence);
  const result = await (await openEngine()).followRun(id);
  expect(result).toMatchObject({ executionId: id, status: 'succeeded', flow: 'durable', outputs });
  expect((await journalOf(id))[0]?.event.type).toBe('run_started');
});

test('with durability: sync it goes on too', async () => {
  const id = await cutOff(chain('execution: {durability: sync}'), started('b'));
  expect((await (await openEngine()).followRun(id)).outputs).toEqual(outputs);
  expect(await callsIn(id)).toEqual(['a 1', 'b 1', 'b 2', 'c 1']);
});

test('with durability: none nothing is written down', async () => {
  const engine = await openEngine();
  const { executionId, status } = await engine.executeFlow(
    chain('execution: {durability: none}', 'hangs: 0'),
    {},
  );
  expect(status).toBe('succeeded');
  expect(await journalOf(executionId)).toEqual([]);
  await expect(engine.resumeRun(executionId)).rejects.toMatchObject({ code: 'run_not_found' });
});

test('with auto_resume: false it waits until somebody says so', async () => {
  const id = await cutOff(chain('execution: {auto_resume: false}'), started('b'));
  const engine = await openEngine();
  await expect(engine.followRun(id)).rejects.toMatchObject({ code: 'run_elsewhere' });
  expect((await engine.resumeRun(id)).outputs).toEqual(outputs);
  await expect(engine.resumeRun(id)).rejects.toMatchObject({ code: 'run_over' });
});

test('a run belongs to one tab: another is told so, and gets it when the first is gone', async () => {
  const id = await cutOff(chain('execution: {auto_resume: false}', 'hangs: 2'), started('b'));
  const [first, second] = [await openEngine(), await openEngine()];
  first.resumeRun(id);
  await expect.poll(() => started('b', 2)(id)).toBe(true);
  expect(await callsIn(id)).toEqual(['a 1', 'b 1', 'b 2']);
  await expect(second.resumeRun(id)).rejects.toMatchObject({ code: 'run_elsewhere' });
  first.close();
  await expect.poll(() => isFree(second, id)).toBe(true);
  expect(await callsIn(id)).toEqual(['a 1', 'b 1', 'b 2', 'b 3', 'c 1']);
});

/** The browser takes a lock back some time after its thread has ended. */
async function isFree(engine: EngineClient, id: string): Promise<boolean> {
  return engine.resumeRun(id).then(
    ({ success }) => success,
    () => false,
  );
}

test('a run that failed goes on at its failed step, also in another page', async () => {
  const first = await openEngine();
  const failed = await first.executeFlow(chain('', 'failures: 1'), {});
  expect(failed).toMatchObject({
    status: 'failed',
    steps: { b: { status: 'failed' }, c: { status: 'skipped' } },
  });
  first.close();
  const { executionId } = failed;
  const result = await (await openEngine()).resumeRun(executionId);
  expect(result).toMatchObject({ status: 'succeeded', executionId, outputs });
  expect(await callsIn(executionId)).toEqual(['a 1', 'b 1', 'b 2', 'c 1']);
});

test('an earlier run is run again with changed inputs, and keeps the others', async () => {
  const text =
    'name: again\ninputs: [x, y]\noutputs: [{name: said, value: "{{ inputs.x }} {{ inputs.y }}"}]\nsteps: []\n';
  const first = await openEngine();
  const { executionId } = await first.executeFlow(text, { x: 'one', y: 'two' });
  first.close();
  const engine = await openEngine();
  const second = await engine.runAgain(executionId, { y: 'three' });
  expect(second).toMatchObject({ status: 'succeeded', outputs: { said: 'one three' } });
  expect(second.executionId).not.toBe(executionId);
  await expect(engine.runAgain('no-such-run')).rejects.toMatchObject({ code: 'run_not_found' });
});

test('items of a list that were done are not done again', async () => {
  const text = `name: durable
steps:
  - name: each
    executor: witness
    foreach: [0, 0, 0, 1]
    config: {label: "item {{ index }}", ms: 20, hangs: "{{ item }}"}
`;
  const isAtLast = async (run: string): Promise<boolean> =>
    (await callsIn(run)).length === 4 &&
    (await checkpointsOf(run)) === 3 &&
    (await startsOf('each', run)) === 1;
  const id = await cutOff(text, isAtLast);
  const result = await (await openEngine()).followRun(id);
  expect(result.steps['each']?.outputs).toMatchObject({
    items: [{ label: 'item 0' }, { label: 'item 1' }, { label: 'item 2' }, { label: 'item 3' }],
  });
  expect(await callsIn(id)).toEqual(['item 0 1', 'item 1 1', 'item 2 1', 'item 3 1', 'item 3 2']);
});

test('a flow within a flow goes on where it was, as the same run', async () => {
  const text = `name: outer
steps:
  - name: sub
    executor: flow
    config:
      flow:
        name: inner
        steps:
          - {name: x, executor: witness, config: {label: x}}
          - {name: y, executor: witness, depends_on: [x], config: {label: y, hangs: 1}}
`;
  let child: string | undefined;
  const id = await cutOff(text, async (run) => {
    child = await childOf(run);
    return child !== undefined && started('y')(child);
  });
  const result = await (await openEngine()).followRun(id);
  expect(result).toMatchObject({ status: 'succeeded', outputs: { sub: { x: { label: 'x' } } } });
  expect(await callsIn(child ?? '')).toEqual(['x 1', 'y 1', 'y 2']);
});

test('a question is asked again, and its time has run on meanwhile', async () => {
  const text = `name: asks
steps:
  - name: ask
    executor: approval
    config: {message: Sure?, timeout: 3600, form: [{name: why, type: string}]}
`;
  const id = await cutOff(text, async (run) => (await deadlinesOf(run)).length === 1);
  const engine = await openEngine();
  const following = engine.followRun(id);
  await expect.poll(async () => (await deadlinesOf(id)).length).toBe(2);
  await engine.respond(id, 'ask', { why: 'because' });
  expect((await following).outputs).toMatchObject({ ask: { approved: true, why: 'because' } });
  const [before, after] = await deadlinesOf(id);
  expect(after).toBe(before);
});

async function deadlinesOf(id: string): Promise<readonly (number | undefined)[]> {
  const journal = await journalOf(id);
  return journal.flatMap(({ event }) => (event.type === 'step_waiting' ? [event.question.deadline] : []));
}

test('bytes that a step gave are files from then on, and the same bytes are one', async () => {
  const text = `name: bytes
steps:
  - {name: photo, executor: photo}
  - {name: b, executor: witness, depends_on: [photo], config: {label: b, hangs: 1}}
`;
  const id = await cutOff(text, started('b'));
  const result = await (await openEngine()).followRun(id);
  const { cover, pages } = result.steps['photo']?.outputs ?? {};
  expect(cover).toMatchObject({ kind: 'file', name: 'page.txt', size: 19 });
  expect(pages).toEqual([{ page: cover }, { page: cover }]);
});

test('a run whose journal was spoilt says so, and the others go on', async () => {
  const changed = await cutOff(chain(), started('b'));
  await spoilJournal(changed, 2, 'no event at all');
  const holed = await cutOff(chain(), started('b'));
  await spoilJournal(holed, 2);
  const whole = await cutOff(chain(), started('b'));
  const engine = await openEngine();
  expect((await engine.followRun(whole)).outputs).toEqual(outputs);
  for (const id of [changed, holed]) {
    await expect(engine.resumeRun(id)).rejects.toMatchObject({ code: 'run_damaged' });
  }
});
