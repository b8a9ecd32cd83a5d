import { unzipSync, type Zippable, zipSync } from 'fflate';
import { openDB } from 'idb';
import { afterEach, expect, test } from 'vitest';
import type { PastRun, RunEvent } from '../../../src/engine/index.ts';
import type { EngineClient, FlowFile } from '../../../src/index.ts';
import { IndexedDbFileStore } from '../../../src/storage/files/indexed-db-file-store.ts';
import { StoredFiles } from '../../../src/storage/files/stored-files.ts';
import { executorUrl } from '../../language/fixture.ts';
import { closeEngines, openEngine, started } from './cut-off.ts';

afterEach(closeEngines);

const stored = new StoredFiles(new IndexedDbFileStore());
let flows = 0;
const unique = (): string => `archive_${Date.now()}_${++flows}`;

/** Typed arrays, dates, a file, a sub-flow, an error with its cause: what a journal can hold. */
const everything = (name: string): string => `name: ${name}
inputs: [{name: note, type: file, required: false}, {name: text, default: hello}]
steps:
  - {name: vector, executor: vector}
  - {name: photo, executor: photo}
  - name: sub
    executor: flow
    config: {flow: {name: ${name}_inner, steps: [{name: x, executor: witness, config: {label: x}}]}}
  - {name: fails, executor: witness, depends_on: [sub, photo, vector], config: {label: f, failures: 1}}
`;

async function engineWithVectors(): Promise<EngineClient> {
  const engine = await openEngine();
  await engine.registerExecutor('vector', executorUrl('vector'));
  return engine;
}

/** A run of everything, as it stands, and the file that it was exported to. */
async function exported(engine: EngineClient, name = unique()): Promise<{ before: PastRun; archive: Blob }> {
  const note = new File(['a note of my own'], 'note.txt', { type: 'text/plain' });
  const { executionId, error } = await engine.executeFlow(everything(name), { note });
  expect(error?.message).toContain('f fails 1 times');
  const before = await engine.history.open(executionId);
  return { before, archive: await engine.history.export([executionId]) };
}

/** Changes entries of an archive; one without content is left out. */
async function changed(
  archive: Blob,
  changes: Readonly<Record<string, Uint8Array | undefined>>,
): Promise<Blob> {
  const entries: Zippable = {};
  for (const [path, bytes] of Object.entries({ ...unzipSync(await bytesOf(archive)), ...changes })) {
    if (bytes !== undefined)
      entries[path] = [bytes, { level: /^(files|runs\/\d+\/values)/.test(path) ? 0 : 6 }];
  }
  return new Blob([zipSync(entries) as Uint8Array<ArrayBuffer>]);
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** The file that the step photo gave. */
function coverOf({ state }: PastRun): FlowFile {
  return state.steps['photo']?.outputs['cover'] as FlowFile;
}

/** The same JSON in many times the bytes, of which a zip file is as small as before. */
function blownUp(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value) + ' '.repeat(17 * 2 ** 20));
}

/** All keys of the database, to see that nothing was written. */
async function everyKey(): Promise<string> {
  const database = await openDB('prompt-flow');
  const keys: unknown[] = [];
  for (const store of ['runs', 'journal', 'checkpoints', 'holds', 'flows', 'files', 'chunks'])
    keys.push(await database.getAllKeys(store));
  database.close();
  return JSON.stringify(keys);
}

async function forgetBytes(): Promise<void> {
  const database = await openDB('prompt-flow');
  await database.clear('files');
  await database.clear('chunks');
  database.close();
}

test('a run that was exported, deleted and imported is the same, with its sub-flows and files', async () => {
  const engine = await engineWithVectors();
  const { before, archive } = await exported(engine);
  const { executionId } = before.entry;
  await engine.history.delete(executionId);
  await forgetBytes();
  expect(await engine.history.import(archive)).toEqual({
    imported: [executionId],
    present: [],
    missingFiles: 0,
  });
  const after = await engine.history.open(executionId);
  expect(after).toEqual(before);
  expect(await (await stored.read(coverOf(after)))?.text()).toBe('the bytes of a page');
  expect(await (await stored.read(after.inputs['note'] as FlowFile))?.text()).toBe('a note of my own');
  expect(after.state.steps['vector']?.outputs['embedding']).toBeInstanceOf(Float32Array);
  // It failed, and goes on from there.
  expect(await engine.resumeRun(executionId)).toMatchObject({ status: 'succeeded', executionId });
});

test('no bytes of files or typed arrays lie in the text', async () => {
  const engine = await engineWithVectors();
  const { before, archive } = await exported(engine);
  const entries = unzipSync(await bytesOf(archive));
  const { sha256 } = coverOf(before);
  expect(new TextDecoder().decode(entries[`files/${sha256}`])).toBe('the bytes of a page');
  // In the end of the step and in that of the run.
  expect(entries['runs/0/values.bin']).toHaveLength(2 * 384 * 4);
  // Two runs: the flow's, and that of the flow within it.
  expect(Object.keys(entries).filter((path) => path.endsWith('run.json'))).toHaveLength(2);
});

test('several runs come in together, and one that is there already stays as it is', async () => {
  const engine = await engineWithVectors();
  const name = unique();
  const first = await exported(engine, name);
  const second = await exported(engine, name);
  const ids = [first, second].map(({ before }) => before.entry.executionId);
  const archive = await engine.history.export(ids);
  await engine.history.delete(ids[0] ?? '');
  // Since its export it has gone on.
  await engine.resumeRun(ids[1] ?? '');
  expect(await engine.history.import(archive)).toMatchObject({ imported: [ids[0]], present: [ids[1]] });
  const { runs } = await engine.history.list({ flow: name });
  expect(runs.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  await expect(engine.history.export(['no-such-run'])).rejects.toMatchObject({ code: 'run_not_found' });
});

test('a run that was exported while it went on waits where it is imported, until somebody says so', async () => {
  const flow = unique();
  const text = `name: ${flow}
steps:
  - {name: a, executor: witness, config: {label: a}}
  - {name: b, executor: witness, depends_on: [a], config: {label: b, hangs: 1}}
`;
  const first = await openEngine();
  const abort = new AbortController();
  let id = '';
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'run_started') id = event.executionId;
  };
  const going = first.executeFlow(text, {}, { onEvent, signal: abort.signal });
  await expect.poll(() => started('b')(id)).toBe(true);
  const archive = await first.history.export([id]);
  abort.abort();
  await going;
  await first.history.delete(id);
  await first.history.import(archive);
  first.close();
  const engine = await openEngine();
  await expect(engine.followRun(id)).rejects.toMatchObject({ code: 'run_elsewhere' });
  expect((await engine.history.list({ flow })).runs[0]?.status).toBe('interrupted');
  expect(await engine.resumeRun(id)).toMatchObject({ status: 'succeeded', steps: { a: { attempts: 1 } } });
});

test('bytes that are gone keep no run from being exported, and are said', async () => {
  const engine = await engineWithVectors();
  const { before } = await exported(engine);
  const { executionId } = before.entry;
  await forgetBytes();
  const archive = await engine.history.export([executionId]);
  await engine.history.delete(executionId);
  expect(await engine.history.import(archive)).toMatchObject({ imported: [executionId], missingFiles: 2 });
  expect((await engine.history.open(executionId)).state).toEqual(before.state);
});

test('what is no file of runs, or is damaged, gets a code, and nothing of it is written', async () => {
  const engine = await engineWithVectors();
  const { before, archive } = await exported(engine);
  await engine.history.delete(before.entry.executionId);
  const entries = unzipSync(await bytesOf(archive));
  const manifest = JSON.parse(new TextDecoder().decode(entries['manifest.json']));
  const [sha256] = manifest.files;
  const runJson = new TextDecoder().decode(entries['runs/0/run.json']);
  const inOther = { ...manifest, runs: [{ ...manifest.runs[0], executionId: 'another' }] };
  const [flow] = Object.keys(entries).filter((path) => path.startsWith('flows/'));
  const cases: readonly (readonly [string, string, Blob])[] = [
    ['no bytes', 'archive_invalid', new Blob([])],
    ['a picture', 'archive_invalid', new Blob([crypto.getRandomValues(new Uint8Array(60_000))])],
    ['cut short', 'archive_invalid', archive.slice(0, archive.size - 30)],
    ['half of it', 'archive_invalid', archive.slice(0, archive.size / 2)],
    ['no beginning', 'archive_invalid', archive.slice(400)],
    [
      'another zip',
      'archive_invalid',
      new Blob([zipSync({ 'a.txt': json('a') }) as Uint8Array<ArrayBuffer>]),
    ],
    [
      'another manifest',
      'archive_invalid',
      await changed(archive, { 'manifest.json': json({ name: 'app' }) }),
    ],
    [
      'newer',
      'archive_newer',
      await changed(archive, { 'manifest.json': json({ ...manifest, version: 2 }) }),
    ],
    [
      'a list for a manifest',
      'archive_damaged',
      await changed(archive, { 'manifest.json': json({ ...manifest, runs: 5 }) }),
    ],
    [
      'a folder outside',
      'archive_damaged',
      await changed(archive, {
        'manifest.json': json({ ...manifest, runs: [{ ...manifest.runs[0], folder: '../x' }] }),
      }),
    ],
    ['another id', 'archive_damaged', await changed(archive, { 'manifest.json': json(inOther) })],
    ['a run less', 'archive_damaged', await changed(archive, { 'runs/1/run.json': undefined })],
    [
      'a changed run',
      'archive_damaged',
      await changed(archive, {
        'runs/0/run.json': new TextEncoder().encode(runJson.replace('"failed"', '"succeeded"')),
      }),
    ],
    [
      'changed numbers',
      'archive_damaged',
      await changed(archive, { 'runs/0/values.bin': new Uint8Array(384 * 4) }),
    ],
    [
      'a changed flow',
      'archive_damaged',
      await changed(archive, { [flow ?? '']: new TextEncoder().encode('name: evil') }),
    ],
    [
      'a changed file',
      'archive_damaged',
      await changed(archive, { [`files/${sha256}`]: new TextEncoder().encode('evil') }),
    ],
    [
      'another changed file',
      'archive_damaged',
      await changed(archive, { [`files/${manifest.files.at(-1)}`]: new TextEncoder().encode('evil') }),
    ],
    ['a file less', 'archive_damaged', await changed(archive, { [`files/${sha256}`]: undefined })],
    ['another size', 'archive_damaged', await withSize(archive, 'manifest.json', 1)],
    ['a bomb', 'archive_damaged', await changed(archive, { 'manifest.json': blownUp(manifest) })],
  ];
  const keys = await everyKey();
  for (const [what, code, broken] of cases) {
    const caught = await engine.history.import(broken).catch((thrown: unknown) => thrown);
    expect(caught, what).toMatchObject({ code });
    expect(await everyKey(), what).toBe(keys);
  }
  expect(await engine.history.import(archive)).toMatchObject({ imported: [before.entry.executionId] });
  await engine.history.delete(before.entry.executionId);
});

test('events that no engine has written are refused, also where their hash is right', async () => {
  const engine = await engineWithVectors();
  const { before, archive } = await exported(engine);
  await engine.history.delete(before.entry.executionId);
  const entries = unzipSync(await bytesOf(archive));
  const manifest = JSON.parse(new TextDecoder().decode(entries['manifest.json']));
  const run = JSON.parse(new TextDecoder().decode(entries['runs/0/run.json']));
  const forged = [
    { ...run, journal: [{ type: 'run_started' }] },
    { ...run, journal: run.journal.slice(1) },
    { ...run, journal: 'none' },
    { ...run, record: { ...run.record, inputs: 'none' } },
    { ...run, record: { ...run.record, status: 'odd' } },
  ];
  for (const each of forged) {
    const bytes = json(each);
    const hash = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
    const hex = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const [first, ...others] = manifest.runs;
    const said = json({ ...manifest, runs: [{ ...first, run: hex }, ...others] });
    const broken = await changed(archive, { 'runs/0/run.json': bytes, 'manifest.json': said });
    await expect(engine.history.import(broken)).rejects.toMatchObject({ code: 'archive_damaged' });
  }
});

/** Lets the directory of an archive say another size of an entry's unpacked bytes. */
async function withSize(archive: Blob, path: string, size: number): Promise<Blob> {
  const bytes = (await bytesOf(archive)).slice();
  const view = new DataView(bytes.buffer);
  const name = new TextEncoder().encode(path);
  for (let at = bytes.length - 22; at > 0; at--) {
    if (view.getUint32(at, true) !== 0x02014b50 || view.getUint16(at + 28, true) !== name.length) continue;
    if (name.every((byte, place) => bytes[at + 46 + place] === byte)) view.setUint32(at + 24, size, true);
  }
  return new Blob([bytes]);
}
