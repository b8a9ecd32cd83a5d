import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';
import { type ServedSite, serve } from '../../src/cli/serve.ts';
import { small } from '../browser/models/import/model-folder.ts';
import { dropOn, type Held, holdOver } from './drop-on.ts';
import { FlowPage } from './flow-page.ts';

/** The page of models as a user meets it: real folders and zip files, dropped from the disk on the built site. */
let browser: Browser;
let site: ServedSite;
let context: BrowserContext;
let page: Page;
let disk: string;
/** The site's own folder of models does not answer. */
let isCut = false;
const problems: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch(launchOptions({ executablePath: await ensureBrowser(() => {}) }));
  site = await serve({
    root: inProject('dist'),
    port: 0,
    extra: (request, response, next) => {
      if (!isCut || !request.url?.startsWith('/models/')) return next();
      response.writeHead(503).end();
    },
  });
  disk = await mkdtemp(join(tmpdir(), 'prompt-flow-models-'));
});

afterAll(async () => {
  await browser.close();
  await site.close();
  await rm(disk, { recursive: true, force: true });
});

beforeEach(async () => {
  isCut = false;
  problems.length = 0;
  context = await browser.newContext();
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${site.url}#/models`);
  await page.getByRole('heading', { name: 'Your models' }).waitFor();
});

afterEach(async () => {
  await context.close();
  expect(problems).toEqual([]);
});

const MINI_LM = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'];

/** The embedded model for vectors of texts, as somebody would have it on the disk under another name. */
async function miniLmFolder(name: string): Promise<string> {
  const folder = join(disk, name);
  for (const path of MINI_LM) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(inProject('public/models/Xenova/all-MiniLM-L6-v2', path), join(folder, path));
  }
  return folder;
}

/** A whole model of a few bytes. */
async function smallFolder(name: string, changes: Readonly<Record<string, Blob>> = {}): Promise<string> {
  const folder = join(disk, name);
  await mkdir(join(folder, 'onnx'), { recursive: true });
  for (const [path, content] of Object.entries(small(changes))) {
    await writeFile(join(folder, path), new Uint8Array(await content.arrayBuffer()));
  }
  return folder;
}

/** Drops upon the title, far from the place for it. */
async function drop(held: Held): Promise<void> {
  await dropOn(page, await middleOf('h1'), held);
}

async function middleOf(selector: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not seen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const own = () => page.getByRole('list', { name: 'Your models' }).getByRole('listitem');
const rowOf = (model: string) =>
  own().filter({ has: page.getByRole('heading', { name: model, exact: true }) });
const announced = () => page.locator('[role=status][data-of=import]');
const alert = () => page.getByRole('alert');

const flow = (model: string): string => `name: mine
steps:
  - name: embed
    executor: model_executor
    config: {task: feature-extraction, model_name: ${model}, text: a cat sleeps}
`;

/** Runs a flow that names the model, in a page of its own. */
async function runFlowOf(model: string): Promise<string> {
  const shown = await FlowPage.open(context, site.url, 'text-statistics');
  await shown.show(flow(model));
  await shown.element.getByRole('textbox').waitFor({ state: 'detached' });
  const status = await shown.run();
  expect(shown.problems).toEqual([]);
  await shown.page.close();
  return status;
}

test('a folder that is dropped is listed, also after a reload, and runs without the site', async () => {
  const folder = await miniLmFolder('mine__mini');
  // A browser gives a hundred entries of a folder at a time.
  for (let place = 0; place < 300; place++) await writeFile(join(folder, `a-picture-${place}.png`), '');
  const point = await middleOf('h1');
  await holdOver(page, point, [folder]);
  await page.getByText('Let go, and it is imported').waitFor();
  await drop([folder]);
  await rowOf('mine/mini').waitFor();
  expect(await announced().textContent()).toBe('mine/mini is here: feature-extraction, q8 (23.6 MB).');
  await page.getByText('model_name: mine/mini').waitFor();
  await page.reload();
  await rowOf('mine/mini').getByText('Kept here').waitFor();
  isCut = true;
  expect(await runFlowOf('mine/mini')).toBe('succeeded');
});

test('a zip file that is dropped is a model, and what is exported of it comes back after it was deleted', async () => {
  const folder = await smallFolder('to-be-zipped');
  const entries = Object.keys(small()).map(
    async (path) => [path, await readFile(join(folder, path))] as const,
  );
  const zip = join(disk, 'mine__zipped.zip');
  await writeFile(zip, zipSync(Object.fromEntries(await Promise.all(entries)), { level: 1 }));
  await drop([zip]);
  await rowOf('mine/zipped').waitFor();

  await rowOf('mine/zipped').getByRole('button', { name: 'Delete mine/zipped' }).click();
  const question = page.getByRole('group', { name: 'Delete mine/zipped in q8 for good?' });
  const downloading = page.waitForEvent('download');
  await question.getByRole('button', { name: 'Export first' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('mine__zipped.q8.zip');
  const exported = join(disk, download.suggestedFilename());
  await download.saveAs(exported);
  await question.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('None yet.').waitFor();
  await page.reload();
  await page.getByText('None yet.').waitFor();

  await drop([exported]);
  await rowOf('mine/zipped').getByText('text-classification').waitFor();
});

test('a damaged model is told by its file, and the next good one comes', async () => {
  await drop([await smallFolder('mine__bad', { 'tokenizer.json': new Blob(['<html>']) })]);
  await alert().getByText('mine__bad/tokenizer.json is not JSON').waitFor();
  await alert().getByText('model_invalid', { exact: true }).waitFor();
  expect(await own().count()).toBe(0);
  await drop([await smallFolder('mine__good')]);
  await rowOf('mine/good').waitFor();
  expect(await alert().count()).toBe(0);
});

test('what is neither one folder nor one zip file is told, with what to do', async () => {
  const empty = join(disk, 'empty');
  await mkdir(empty);
  const one = await smallFolder('mine__one');
  const other = await smallFolder('mine__other');
  const cases: readonly (readonly [Held, string])[] = [
    [[empty], 'empty has no files in it.'],
    [[one, other], 'These are 2 folders.'],
    [[join(one, 'config.json'), join(one, 'onnx')], 'These are 2 things without their folder.'],
    [[inProject('docs/images/voice-note.png')], 'voice-note.png is no zip file and no folder.'],
    [{ text: 'mine/one' }, 'What was dropped is text or a link, and no file.'],
  ];
  for (const [held, message] of cases) {
    await drop(held);
    await alert().getByText(message).waitFor();
  }
  expect(await own().count()).toBe(0);
  // Nothing of it made the browser leave the page.
  expect(new URL(page.url()).hash).toBe('#/models');
});

test('a folder is chosen with the keyboard, and a link of every page leads here', async () => {
  await page.goto(`${site.url}#/`);
  await page.getByRole('link', { name: 'Models', exact: true }).press('Enter');
  await page.getByRole('heading', { name: 'Models', exact: true }).waitFor();
  expect(await page.title()).toBe('Models – PromptFlow');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).press('Enter');
  await (await choosing).setFiles(await smallFolder('mine__chosen'));
  await rowOf('mine/chosen').waitFor();
  const zipping = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a zip file' }).press('Enter');
  await (await zipping).setFiles(inProject('docs/images/voice-note.png'));
  await alert().getByText('voice-note.png is no zip file and no folder.').waitFor();
});

test('an import goes on while flows are looked at', async () => {
  const folder = await miniLmFolder('mine__slow');
  await drop([folder]);
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('link', { name: 'All flows', exact: true }).click();
  await page.getByRole('link', { name: /Text statistics/ }).waitFor();
  await page.goBack();
  await rowOf('mine/slow').waitFor();
  expect(await announced().textContent()).toContain('mine/slow is here');
  // Flows of the same page run on the same engine.
  await page.goto(`${site.url}#/flows/text-statistics`);
  await page.locator('prompt-flow').getByRole('button', { name: /^Run/ }).waitFor();
  expect(page.workers().filter((worker) => /\/engine\.worker/.test(worker.url()))).toHaveLength(1);
});
