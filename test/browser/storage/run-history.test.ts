import { openDB } from 'idb';
import { afterEach, expect, test } from 'vitest';
import { type RunEvent, type RunState, reduceRunState } from '../../../src/engine/index.ts';
import type { EngineClient } from '../../../src/index.ts';
import { executorUrl } from '../../language/fixture.ts';
import { closeEngines, cutOff, openEngine, started } from './cut-off.ts';

afterEach(closeEngines);

let flows = 0;
/** A name that no other flow of these tests has. */
const unique = (): string => `history_${Date.now()}_${++flows}`;

const saying = (name: string): string => `name: ${name}
inputs: [text]
steps:
  - {name: shout, executor: text_processor, config: {text: "{{ inputs.text }}"}}
`;

/** Runs a flow to its end, and gives the state that its events made meanwhile. */
async function run(
  engine: EngineClient,
  text: string,
  inputs: Readonly<Record<string, unknown>> = {},
): Promise<RunState> {
  let state: RunState | undefined;
  const onEvent = (event: RunEvent): void => {
    state = reduceRunState(state, event);
  };
  await engine.executeFlow(text, inputs, { onEvent });
  if (state === undefined) throw new Error('There was no run.');
  return state;
}

/** Everything that the database has of a run, by store. */
async function leftOf(executionId: string): Promise<Readonly<Record<string, number>>> {
  const database = await openDB('prompt-flow');
  const left: Record<string, number> = {};
  for (const store of ['runs', 'journal', 'checkpoints', 'holds']) {
    const all = await database.getAll(store);
    left[store] = all.filter(
      (each) => each.executionId === executionId || each.holder === `run/${executionId}`,
    ).length;
  }
  database.close();
  return left;
}

async function flowNames(): Promise<readonly string[]> {
  const database = await openDB('prompt-flow');
  const all = await database.getAll('flows');
  database.close();
  return all.map(({ name }) => name);
}

const nothing = { runs: 0, journal: 0, checkpoints: 0, holds: 0 };

test('runs are listed page by page, the newest first', async () => {
  const engine = await openEngine();
  const flow = unique();
  const ids: string[] = [];
  for (let turn = 0; turn < 5; turn++) {
    ids.unshift((await run(engine, saying(flow), { text: `turn ${turn}` })).executionId);
  }
  const seen: string[] = [];
  let before: Awaited<ReturnType<typeof engine.history.list>>['next'];
  for (const expected of [2, 2, 1]) {
    const page = await engine.history.list({ flow, limit: 2, ...(before && { before }) });
    expect(page.runs).toHaveLength(expected);
    seen.push(...page.runs.map(({ executionId }) => executionId));
    before = page.next;
  }
  expect(before).toBeUndefined();
  expect(seen).toEqual(ids);
  // A page that is full to its last run is followed by none.
  expect((await engine.history.list({ flow, limit: 5 })).next).toBeUndefined();
});

test('runs that began in the same millisecond are all listed, each once', async () => {
  const flow = unique();
  const engine = await openEngine();
  const { executionId } = await run(engine, saying(flow), { text: 'x' });
  const database = await openDB('prompt-flow');
  const record = await database.get('runs', executionId);
  const ids = [executionId];
  for (let copy = 0; copy < 6; copy++) {
    ids.push(`${flow}_copy_${copy}`);
    await database.put('runs', { ...record, executionId: ids.at(-1) });
  }
  database.close();
  const seen: string[] = [];
  let page = await engine.history.list({ flow, limit: 2 });
  while (page.next !== undefined) {
    seen.push(...page.runs.map((each) => each.executionId));
    page = await engine.history.list({ flow, limit: 2, before: page.next });
  }
  seen.push(...page.runs.map((each) => each.executionId));
  expect(seen.sort()).toEqual(ids.sort());
});

test('runs are found by flow, by how they stand, and by a text in their inputs or their error', async () => {
  const engine = await openEngine();
  const flow = unique();
  const good = await run(engine, saying(flow), { text: 'The invoice of March' });
  const bad = await run(engine, saying(flow), { text: '' });
  await run(engine, saying(`${flow}_other`), { text: 'The invoice of April' });
  const idsOf = async (query: object): Promise<readonly string[]> =>
    (await engine.history.list({ flow, ...query })).runs.map(({ executionId }) => executionId);
  expect(await idsOf({})).toEqual([bad.executionId, good.executionId]);
  expect(await idsOf({ status: 'succeeded' })).toEqual([good.executionId]);
  expect(await idsOf({ status: 'failed' })).toEqual([bad.executionId]);
  expect(await idsOf({ text: 'INVOICE' })).toEqual([good.executionId]);
  expect(await idsOf({ text: 'text input is required' })).toEqual([bad.executionId]);
  expect(await idsOf({ text: 'no such words' })).toEqual([]);
  const [entry] = (await engine.history.list({ flow, status: 'succeeded' })).runs;
  expect(entry).toMatchObject({ flow, summary: 'The invoice of March', executionTime: expect.any(Number) });
});

test('a run of a sub-flow is part of its run, in the list and when it is deleted', async () => {
  const engine = await openEngine();
  const flow = unique();
  const { executionId } = await run(
    engine,
    `name: ${flow}
steps:
  - name: sub
    executor: flow
    config:
      flow: {name: ${flow}_inner, steps: [{name: x, executor: witness, config: {label: x}}]}
`,
  );
  expect((await engine.history.list({ text: flow })).runs.map((each) => each.executionId)).toEqual([
    executionId,
  ]);
  const database = await openDB('prompt-flow');
  const child = await database.getKeyFromIndex('runs', 'parent', executionId);
  database.close();
  expect(child).toBeDefined();
  await engine.history.delete(executionId);
  expect(await leftOf(executionId)).toEqual(nothing);
  expect(await leftOf(String(child))).toEqual(nothing);
  expect((await flowNames()).filter((name) => name.startsWith(flow))).toEqual([]);
});

test('a run that is opened stands as it stood in the page', async () => {
  const engine = await openEngine();
  for (const name of ['vector', 'ramp']) await engine.registerExecutor(name, executorUrl(name));
  const flow = unique();
  const text = `name: ${flow}
inputs: [text]
steps:
  - {name: vector, executor: vector}
  - {name: ramp, executor: ramp, config: {length: 100000}}
  - {name: photo, executor: photo}
  - {name: shout, executor: text_processor, config: {text: "{{ inputs.text }}"}}
  - {name: after, executor: witness, depends_on: [shout], condition: "{{ steps.shout.processed_text == 'X' }}", config: {label: x}}
`;
  for (const inputs of [{ text: 'hello' }, { text: '' }]) {
    const state = await run(engine, text, inputs);
    const opened = await engine.history.open(state.executionId);
    expect(opened.state).toEqual(state);
    expect(opened).toMatchObject({ text, inputs, entry: { flow, status: state.status } });
  }
  await expect(engine.history.open('no-such-run')).rejects.toMatchObject({ code: 'run_not_found' });
});

test('a run goes on, is interrupted, and only then can be deleted', async () => {
  const flow = unique();
  const text = `name: ${flow}
config: {execution: {auto_resume: false}}
steps:
  - {name: a, executor: witness, config: {label: a}}
  - {name: b, executor: witness, depends_on: [a], config: {label: b, ms: 60000}}
`;
  const id = await cutOff(text, started('b'));
  const engine = await openEngine();
  const standing = async () => (await engine.history.list({ flow })).runs[0]?.status;
  await expect.poll(standing).toBe('interrupted');
  const abort = new AbortController();
  const going = engine.resumeRun(id, { signal: abort.signal });
  await expect.poll(standing).toBe('running');
  await expect(engine.history.delete(id)).rejects.toMatchObject({ code: 'run_elsewhere' });
  expect(await engine.history.clear({ flow })).toBe(0);
  abort.abort();
  await going;
  expect(await standing()).toBe('cancelled');
  await engine.history.delete(id);
  expect(await leftOf(id)).toEqual(nothing);
  await expect(engine.history.delete(id)).rejects.toMatchObject({ code: 'run_not_found' });
});

test("what others need stays: the flow's text until its last run is deleted, and files of other runs", async () => {
  const engine = await openEngine();
  const flow = unique();
  const text = `name: ${flow}\nsteps: [{name: photo, executor: photo}]\n`;
  const first = await run(engine, text);
  const second = await run(engine, text);
  await engine.history.delete(first.executionId);
  expect(await leftOf(first.executionId)).toEqual(nothing);
  expect(await leftOf(second.executionId)).toMatchObject({ runs: 1, holds: 1 });
  expect(await flowNames()).toContain(flow);
  expect((await engine.history.open(second.executionId)).state).toEqual(second);
  await engine.history.delete(second.executionId);
  expect(await flowNames()).not.toContain(flow);
});

test('all runs that fit are deleted at once', async () => {
  const engine = await openEngine();
  const flow = unique();
  for (let turn = 0; turn < 25; turn++) await run(engine, saying(flow), { text: turn < 23 ? 'x' : '' });
  expect(await engine.history.clear({ flow, status: 'succeeded' })).toBe(23);
  expect((await engine.history.list({ flow })).runs.map(({ status }) => status)).toEqual([
    'failed',
    'failed',
  ]);
});
