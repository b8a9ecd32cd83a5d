import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';
import type { PlainFlowResult } from '../../src/cli/browser-session.ts';
import { type ServedSite, serve } from '../../src/cli/serve.ts';
import { writeLargeFile } from '../large-file/large-file.ts';
import { executorModules } from './executor-modules.ts';
import { FlowPage } from './flow-page.ts';

/** What the browser grants the site, in bytes. The database itself takes some of it before the first run. */
const ROOM = 12 * 1024 * 1024;
/** In megabytes: what is stored before, and what is too much. */
const EARLIER = 2;
const TOO_MUCH = 16;

const takesFile =
  'name: takes\ninputs: [{name: file, type: file}]\nsteps:\n  - {name: copy, executor: copy, config: {file: "{{ inputs.file }}"}}\n';

let folder: string;
let large: string;
/** An exported run, with the large file. */
let archive: string;
let server: ServedSite;
let context: BrowserContext;
let page: Page;
let earlier: PlainFlowResult;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prompt-flow-full-'));
  server = await serve({ root: inProject('dist'), port: 0, extra: executorModules });
  const executablePath = await ensureBrowser(() => {});
  large = join(folder, 'large.bin');
  await writeLargeFile(large, TOO_MUCH * 1024 * 1024);
  archive = join(folder, 'large.runs.zip');
  await exportElsewhere(executablePath);
  // A profile on the disk: what is off the record has a quota of its own.
  context = await chromium.launchPersistentContext(
    join(folder, 'profile'),
    launchOptions({ executablePath }),
  );
  page = await context.newPage();
  await page.goto(new URL('src/cli/host.html', server.url).href);
  await page.waitForFunction(() => window.promptFlowHost !== undefined);
  // The browser heeds it where it is said before the site's first write.
  await grant(ROOM);
  for (const name of ['flood', 'copy']) {
    await page.evaluate(([executor, url]) => window.promptFlowHost?.registerExecutor(executor, url), [
      name,
      `/executors/${name}.js`,
    ] as const);
  }
  earlier = await flood('keep', EARLIER);
});

afterAll(async () => {
  await context?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

async function grant(bytes: number | undefined): Promise<void> {
  const debug = await context.newCDPSession(page);
  await debug.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(server.url).origin,
    ...(bytes !== undefined && { quotaSize: bytes }),
  });
}

async function run(source: string, file?: string): Promise<PlainFlowResult> {
  await page.setInputFiles('#files', file === undefined ? [] : [file]);
  const result = await page.evaluate(
    ([text, files]) => window.promptFlowHost?.run(text, {}, files, undefined),
    [source, file === undefined ? {} : { file: 0 }] as const,
  );
  return result as PlainFlowResult;
}

function flood(way: string, megabytes: number, more = ''): Promise<PlainFlowResult> {
  return run(
    `name: flood\nsteps:\n  - {name: a, executor: flood, config: {way: ${way}, megabytes: ${megabytes}}${more}}\n`,
  );
}

/** The page is alive, what it stored before is whole, and what fits is stored. */
async function holdsEarlier(): Promise<void> {
  expect(earlier).toMatchObject({
    success: true,
    metadata: expect.not.objectContaining({ storage_fault: expect.anything() }),
  });
  const { given } = earlier.outputs['a'] as { given: { sha256: string } };
  const text = `name: reads\nsteps:\n  - {name: hash, executor: file_processor, config: {file: ${given.sha256}, processing_type: hash}}\n`;
  const result = await run(text);
  expect(result.error).toBeUndefined();
  expect(result.outputs).toMatchObject({ hash: { sha256: given.sha256 } });
  expect(result.metadata['storage_fault']).toBeUndefined();
}

test('a file that does not fit is told before any step runs', async () => {
  const { status, error, steps } = await run(takesFile, large);
  expect(status).toBe('failed');
  expect(error).toMatchObject({
    code: 'storage_full',
    hint: expect.stringContaining('what was stored before is intact'),
  });
  expect(Object.values(steps)).toMatchObject([{ status: 'pending' }]);
  await holdsEarlier();
});

test.each(['keep', 'stream', 'checkpoint', 'blob'])(
  'a step that writes more than there is room for fails with a code: %s',
  async (way) => {
    const { status, error } = await flood(way, TOO_MUCH);
    expect({ status, code: error?.code, step: error?.step }).toEqual({
      status: 'failed',
      code: 'storage_full',
      step: 'a',
    });
    await holdsEarlier();
  },
);

test('outputs that do not fit into the journal are still the result, which says that they are not written down', async () => {
  const { status, metadata } = await flood('output', TOO_MUCH);
  expect(status).toBe('succeeded');
  expect(metadata['storage_fault']).toMatchObject({ code: 'storage_full' });
  await holdsEarlier();
});

test('outputs that do not fit into the cache are computed again', async () => {
  const { status, error } = await flood('output', TOO_MUCH, ', cache: true');
  expect(error).toBeUndefined();
  expect(status).toBe('succeeded');
  await holdsEarlier();
});

test.each([
  ['file', 'file'],
  ['text', 'string'],
])(
  'a task that does not fit into its queue is refused, and nothing of it stays: a large %s',
  async (_, type) => {
    const before = await everyKey();
    await page.setInputFiles('#files', large);
    const refusal = await page.evaluate(
      async (text) => {
        const [file] = document.querySelector<HTMLInputElement>('#files')?.files ?? [];
        // One sign for each byte: nothing that a database could write in less.
        const given = text.includes('type: string')
          ? new TextDecoder('latin1').decode(await file?.arrayBuffer())
          : file;
        const submitted = window.promptFlowHost?.engine.submitFlow(text, { file: given }, { queue: 'q' });
        return submitted?.then(
          ({ taskId }) => ({ taskId }),
          ({ code, hint }) => ({ code, hint }),
        );
      },
      takesFile.replace('type: file', `type: ${type}`),
    );
    expect(refusal).toEqual({
      code: 'storage_full',
      hint: expect.stringContaining('what was stored before is intact'),
    });
    expect(await everyKey()).toBe(before);
    await holdsEarlier();
  },
);

test('a task whose result does not fit is a dead letter that says so, and its queue goes on', async () => {
  const ends = (way: string, megabytes: number) =>
    page.evaluate(async (text) => {
      const task = await window.promptFlowHost?.engine.submitFlow(text, {}, { queue: 'q' });
      const { success, error } = (await task?.result()) ?? {};
      return { success, code: error?.code, status: await task?.status() };
    }, `name: flood\nsteps:\n  - {name: a, executor: flood, config: {way: ${way}, megabytes: ${megabytes}}}\n`);
  expect(await ends('output', TOO_MUCH)).toEqual({ success: false, code: 'storage_full', status: 'dead' });
  expect(await ends('output', 0)).toEqual({ success: true, code: undefined, status: 'succeeded' });
  await holdsEarlier();
});

test('earlier runs that do not fit are refused where they are imported, and leave nothing behind', async () => {
  const shown = await FlowPage.open(context, server.url, 'text-statistics');
  const before = await everyKey();
  await shown.import(archive);
  const fault = shown.history.getByRole('alert');
  await fault.getByText('storage_full', { exact: true }).waitFor();
  await fault.getByText(/what was stored before is intact/).waitFor();
  expect(await everyKey()).toBe(before);
  const outputs = await page.evaluate(
    async (id) => (await window.promptFlowHost?.engine.history.open(id))?.state.steps['a']?.outputs,
    earlier.executionId,
  );
  expect(outputs).toEqual(earlier.outputs['a']);
  await holdsEarlier();
  await shown.page.close();
});

test('what was refused has left nothing behind, and fits when there is room', async () => {
  expect(await page.evaluate(storedBytes)).toBe(EARLIER * 1024 * 1024);
  await grant(undefined);
  const { status, metadata } = await flood('stream', TOO_MUCH);
  expect(status).toBe('succeeded');
  expect(metadata['storage_fault']).toBeUndefined();
  const shown = await FlowPage.open(context, server.url, 'text-statistics');
  await shown.import(archive);
  await shown.history.getByText('1 run imported. 1 run of other flows: on the pages of those.').waitFor();
  await shown.page.close();
  await holdsEarlier();
});

/** Runs that were exported where there is room: in a browser of their own. */
async function exportElsewhere(executablePath: string): Promise<void> {
  const elsewhere = await chromium.launch(launchOptions({ executablePath }));
  const shown = await FlowPage.open(await elsewhere.newContext(), server.url, 'text-statistics');
  await shown.show(takesFile.replace('executor: copy', 'executor: file_processor'));
  await shown.element.getByLabel('File').setInputFiles(large);
  expect(await shown.run()).toBe('succeeded');
  const saving = shown.page.waitForEvent('download');
  await shown.press('Export');
  await (await saving).saveAs(archive);
  await elsewhere.close();
}

/** All keys of the database, read past the code that is tested: to see that nothing was written. */
async function everyKey(): Promise<string> {
  return page.evaluate(async () => {
    const ask = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await ask(indexedDB.open('prompt-flow'));
    const keys: unknown[] = [];
    for (const store of database.objectStoreNames)
      keys.push(store, await ask(database.transaction(store).objectStore(store).getAllKeys()));
    database.close();
    return JSON.stringify(keys);
  });
}

/** The bytes of all pieces of files, read past the code that is tested. */
async function storedBytes(): Promise<number> {
  const ask = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await ask(indexedDB.open('prompt-flow'));
  const chunks = await ask<{ content: Blob }[]>(
    database.transaction('chunks').objectStore('chunks').getAll(),
  );
  database.close();
  return chunks.reduce((sum, { content }) => sum + content.size, 0);
}
