import { openDB } from 'idb';
import { afterEach, expect, test } from 'vitest';
import type { EngineClient, FlowFile } from '../../../src/index.ts';
import { executorUrl } from '../../language/fixture.ts';
import { closeEngines, openEngine } from './cut-off.ts';

afterEach(closeEngines);

/** A text that no other run of these tests has written. */
let texts = 0;
const unique = (): string => `text ${Date.now()} ${++texts}`;

async function engineWithScribe(): Promise<EngineClient> {
  const engine = await openEngine();
  await engine.registerExecutor('scribe', executorUrl('scribe'));
  return engine;
}

/** What the database has of a run's files. */
async function leftOf(
  executionId: string,
): Promise<{ paths: readonly string[]; holders: readonly string[] }> {
  const database = await openDB('prompt-flow');
  const paths: string[] = (await database.getAllKeys('paths')).map(String);
  const holds: { holder: string }[] = await database.getAll('holds');
  database.close();
  return {
    paths: paths.filter((path) => path.startsWith(`runs/${executionId}/`)),
    holders: [...new Set(holds.map(({ holder }) => holder))].filter((holder) => holder.includes(executionId)),
  };
}

async function isStored(sha256: string): Promise<boolean> {
  const database = await openDB('prompt-flow');
  const found = await database.count('files', sha256);
  database.close();
  return found > 0;
}

const hashOf = async (text: string): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

const writing = (text: string, more = ''): string => `name: writing
config: {${more}}
steps:
  - {name: dropped, executor: scribe, config: {write: a/dropped.txt, text: ${text}}}
  - {name: kept, executor: scribe, config: {write: kept.txt, text: ${text} kept, keep: true}}
  - {name: reads, executor: scribe, config: {read: "{{ steps.dropped.path }}"}}
`;

test('steps hand on paths; the folder goes with the end of the run, what was put out stays', async () => {
  const engine = await engineWithScribe();
  const text = unique();
  const { executionId, error, steps } = await engine.executeFlow(writing(text), {});
  expect(error).toBeUndefined();
  expect(steps['reads']?.outputs).toEqual({ text });
  expect(steps['dropped']?.outputs['path']).toBe(`runs/${executionId}/a/dropped.txt`);
  expect(await leftOf(executionId)).toEqual({ paths: [], holders: [`run/${executionId}`] });
  expect(await isStored(await hashOf(text))).toBe(false);
  const file = steps['kept']?.outputs['file'] as FlowFile;
  expect(await (await engine.openFile(file))?.text()).toBe(`${text} kept`);
  await engine.history.delete(executionId);
  expect(await leftOf(executionId)).toEqual({ paths: [], holders: [] });
  expect(await engine.openFile(file)).toBeUndefined();
});

test.each(['cleanup_temp_files: false', 'execution: {cleanup_temp_files: false}'])(
  '%s: the folder stays until the run is deleted',
  async (setting) => {
    const engine = await engineWithScribe();
    const text = unique();
    const { executionId } = await engine.executeFlow(writing(text, setting), {});
    const path = `runs/${executionId}/a/dropped.txt`;
    expect((await leftOf(executionId)).paths).toEqual([path, `runs/${executionId}/kept.txt`]);
    const reading = `name: r\nsteps: [{name: reads, executor: scribe, config: {read: ${path}}}]`;
    expect((await engine.executeFlow(reading, {})).steps['reads']?.outputs).toEqual({ text });
    await engine.history.delete(executionId);
    expect(await leftOf(executionId)).toEqual({ paths: [], holders: [] });
    expect(await isStored(await hashOf(text))).toBe(false);
  },
);

test('a run that failed keeps its folder, so that it can be gone on with', async () => {
  const engine = await engineWithScribe();
  const text = unique();
  const flow = `name: failing
steps:
  - {name: writes, executor: scribe, config: {write: a.txt, text: ${text}}}
  - {name: fails, executor: witness, depends_on: writes, config: {label: f, failures: 1}}
  - {name: reads, executor: scribe, depends_on: fails, config: {read: "{{ steps.writes.path }}"}}
`;
  const { executionId, status } = await engine.executeFlow(flow, {});
  expect(status).toBe('failed');
  expect((await leftOf(executionId)).paths).toHaveLength(1);
  const resumed = await engine.resumeRun(executionId);
  expect(resumed.steps['reads']?.outputs).toEqual({ text });
  expect((await leftOf(executionId)).paths).toEqual([]);
});

test("a sub-flow's folder lies in that of the whole run, and lasts as long", async () => {
  const engine = await engineWithScribe();
  const text = unique();
  const flow = `name: outer
steps:
  - name: sub
    executor: flow
    config:
      flow:
        name: inner
        steps: [{name: writes, executor: scribe, config: {write: a.txt, text: ${text}}}]
        outputs: [{name: path, value: "{{ steps.writes.path }}"}]
  - {name: reads, executor: scribe, config: {read: "{{ steps.sub.outputs.path }}"}}
`;
  const { executionId, error, steps } = await engine.executeFlow(flow, {});
  expect(error).toBeUndefined();
  expect(steps['reads']?.outputs).toEqual({ text });
  expect(JSON.stringify(steps['sub']?.outputs)).toContain(`runs/${executionId}/`);
  expect((await leftOf(executionId)).paths).toEqual([]);
  expect(await isStored(await hashOf(text))).toBe(false);
});

test('what a run put out that is not written down can still be shown', async () => {
  const engine = await engineWithScribe();
  const text = unique();
  const { executionId, steps } = await engine.executeFlow(writing(text, 'execution: {durability: none}'), {});
  expect(await leftOf(executionId)).toEqual({ paths: [], holders: [`work/${executionId}`] });
  const file = steps['kept']?.outputs['file'] as FlowFile;
  expect(await (await engine.openFile(file))?.text()).toBe(`${text} kept`);
});

test.each(['../stolen.txt', '/etc/passwd', 'a//b', 'a/../../b'])(
  'a step that writes to %j fails, and writes nothing',
  async (path) => {
    const engine = await engineWithScribe();
    const flow = `name: climbing\nsteps: [{name: climbs, executor: scribe, config: {write: ${path}, text: x}}]`;
    const { executionId, error } = await engine.executeFlow(flow, {});
    expect(error).toMatchObject({ code: 'invalid_path', step: 'climbs' });
    expect(await leftOf(executionId)).toMatchObject({ paths: [] });
  },
);

test('outputs of a cached step, with their files, are used again after a reload', async () => {
  const text = unique();
  const flow = `name: cached
steps:
  - {name: writes, executor: scribe, cache: true, config: {write: a.txt, text: ${text}, keep: true}}
`;
  const engine = await engineWithScribe();
  const first = await engine.executeFlow(flow, {});
  await engine.history.delete(first.executionId);
  closeEngines();
  const reloaded = await engineWithScribe();
  const { steps } = await reloaded.executeFlow(flow, {});
  expect(steps['writes']).toMatchObject({ cached: true, outputs: first.steps['writes']?.outputs });
  const file = steps['writes']?.outputs['file'] as FlowFile;
  expect(await (await reloaded.openFile(file))?.text()).toBe(text);
});

test('the page learns where things are kept and how much room there is', async () => {
  const engine = await openEngine();
  const info = await engine.storageInfo();
  expect(info).toMatchObject({ kind: 'indexeddb', persisted: false });
  expect(info.fault).toBeUndefined();
  expect(info.quota).toBeGreaterThan(info.usage ?? Number.POSITIVE_INFINITY);
  // A headless browser says no.
  expect(await engine.persistStorage()).toBe(false);
});
