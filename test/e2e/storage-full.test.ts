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

/** What the browser grants the site, in bytes. The database itself takes some of it before the first run. */
const ROOM = 12 * 1024 * 1024;
/** In megabytes: what is stored before, and what is too much. */
const EARLIER = 2;
const TOO_MUCH = 16;

let folder: string;
let server: ServedSite;
let context: BrowserContext;
let page: Page;
let earlier: PlainFlowResult;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prompt-flow-full-'));
  server = await serve({ root: inProject('dist'), port: 0, extra: executorModules });
  const executablePath = await ensureBrowser(() => {});
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
  const path = join(folder, 'large.bin');
  await writeLargeFile(path, TOO_MUCH * 1024 * 1024);
  const text =
    'name: takes\ninputs: [{name: file, type: file}]\nsteps:\n  - {name: copy, executor: copy, config: {file: "{{ inputs.file }}"}}\n';
  const { status, error, steps } = await run(text, path);
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

test('what was refused has left nothing behind, and fits when there is room', async () => {
  expect(await page.evaluate(storedBytes)).toBe(EARLIER * 1024 * 1024);
  await grant(undefined);
  const { status, metadata } = await flood('stream', TOO_MUCH);
  expect(status).toBe('succeeded');
  expect(metadata['storage_fault']).toBeUndefined();
  await holdsEarlier();
});

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
