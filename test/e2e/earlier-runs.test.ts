import { readFile } from 'node:fs/promises';
import { type Browser, type BrowserContext, chromium } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';
import { type ServedSite, type ServeOptions, serve } from '../../src/cli/serve.ts';
import { storedFiles, storedRuns, storedTrails } from '../kills/stored-in-page.ts';
import { FlowPage } from './flow-page.ts';

/** Runs that are over, cut off or failed, in the list of the built site, as a user comes back to them. */
let server: ServedSite;
let browser: Browser;
let context: BrowserContext;
/** What becomes of the weights of models on their way. */
let weights: 'there' | 'refused' | 'broken off' = 'there';

const withWeights: NonNullable<ServeOptions['extra']> = (request, response, next) => {
  if (weights === 'there' || request.url?.endsWith('.onnx') !== true) return next();
  if (weights === 'refused') return response.writeHead(503).end();
  response.writeHead(200, { 'Content-Length': 1_000_000, 'Content-Type': 'application/octet-stream' });
  response.write(Buffer.alloc(100_000), () => response.destroy());
};

beforeAll(async () => {
  server = await serve({ root: inProject('dist'), port: 0, extra: withWeights });
  browser = await chromium.launch(launchOptions({ executablePath: await ensureBrowser(() => {}) }));
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

// A user of its own for each test: nobody has run anything.
beforeEach(async () => {
  context = await browser.newContext();
});

afterEach(async () => {
  weights = 'there';
  await context.close();
});

const open = (flow: string): Promise<FlowPage> => FlowPage.open(context, server.url, flow);

/** How often each step was begun, by the journal of the newest run. */
async function begun({ page }: FlowPage): Promise<Readonly<Record<string, number>>> {
  const [run, ...others] = await storedRuns(page);
  if (run === undefined || others.length > 0) throw new Error('There is not one run.');
  const counts: Record<string, number> = {};
  for (const { type, step = '' } of (await storedTrails(page))(run.executionId).events) {
    if (type === 'step_started') counts[step] = (counts[step] ?? 0) + 1;
  }
  return counts;
}

describe('a run that is over', () => {
  test('is in the list after a reload, opens with its results as they were, and runs again with another input', async () => {
    const shown = await open('text-statistics');
    const { element, history, page, rows } = shown;
    await history.getByText('Nothing has run yet.').waitFor();
    const text = element.getByRole('textbox').first();
    await text.fill('One small step. One giant leap.');
    expect(await shown.run()).toBe('succeeded');
    const before = await shown.readOutcome();
    expect(before).toContain('words_per_sentence');
    await shown.reload();
    await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining('One small step.')]);
    expect(await shown.result.count()).toBe(0);
    await shown.press('Open');
    await element.getByRole('group', { name: 'Earlier run' }).waitFor();
    expect(await shown.readOutcome()).toBe(before);
    await expect.poll(() => text.inputValue()).toBe('One small step. One giant leap.');
    await text.fill('Four words, no more.');
    expect(await shown.run()).toBe('succeeded');
    expect(await shown.readOutcome()).not.toBe(before);
    await expect
      .poll(() => rows.allInnerTexts())
      .toEqual([expect.stringContaining('Four words'), expect.stringContaining('One small step.')]);
    await page.close();
    expect(shown.problems).toEqual([]);
  });

  test('is found by its input and by how it ended', async () => {
    const shown = await open('text-statistics');
    const { element, history, rows } = shown;
    for (const text of ['a hare', 'a tortoise']) {
      await element.getByRole('textbox').first().fill(text);
      await shown.run();
    }
    await expect.poll(() => rows.count()).toBe(2);
    const search = history.getByRole('searchbox', { name: 'Search' });
    await search.fill('TORT');
    await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining('a tortoise')]);
    await search.fill('');
    await expect.poll(() => rows.count()).toBe(2);
    await history.getByRole('combobox', { name: 'State' }).selectOption('Failed');
    await history.getByText('No earlier run fits.').last().waitFor();
    expect(await rows.count()).toBe(0);
    await history.getByRole('button', { name: 'Show all', exact: true }).click();
    await expect.poll(() => rows.count()).toBe(2);
  });

  test('is exported as a file, deleted with its pictures, and imported with them', async () => {
    const shown = await open('photo-ready');
    const { history, page, rows } = shown;
    await shown.fill('An evening');
    expect(await shown.run()).toBe('succeeded');
    const pictures = await shown.seenPictures(2);
    expect(new Set(pictures).size).toBe(2);
    const before = await shown.readOutcome();
    const saving = page.waitForEvent('download');
    await shown.press('Export');
    const download = await saving;
    expect(download.suggestedFilename()).toMatch(/^photo-ready-\d{4}-\d\d-\d\d\.runs\.zip$/);
    const archive = await download.path();
    await history.getByText('1 run exported.').waitFor();

    await shown.press('Delete');
    await rows.getByRole('button', { name: 'Delete', exact: true }).click();
    await history.getByText('Nothing has run yet.').waitFor();
    expect(await storedRuns(page)).toEqual([]);
    expect(await storedFiles(page)).toEqual([]);
    await shown.reload();
    await history.getByText('Nothing has run yet.').waitFor();

    // What is no file of runs, or was changed, is refused where it was chosen, and leaves nothing.
    const fault = history.getByRole('alert');
    const bytes = await readFile(archive);
    const middle = Math.floor(bytes.length / 2);
    const changed = Buffer.from(bytes).fill((bytes[middle] ?? 0) ^ 1, middle, middle + 1);
    const zip = (buffer: Buffer) => ({ name: 'photo.runs.zip', mimeType: 'application/zip', buffer });
    await shown.import(zip(Buffer.from('no zip at all')));
    await fault.getByText('archive_invalid', { exact: true }).waitFor();
    await fault.getByText('Choose a file that “Export” of this page has made.').waitFor();
    await shown.import(zip(changed));
    await fault.getByText('archive_damaged', { exact: true }).waitFor();
    await fault.getByText('Export the runs again where they come from.').waitFor();
    expect(await storedRuns(page)).toEqual([]);
    expect(await storedFiles(page)).toEqual([]);

    await shown.import(archive);
    await history.getByText('1 run imported.').waitFor();
    expect(await fault.count()).toBe(0);
    await shown.press('Open');
    expect(await shown.seenPictures(2)).toEqual(pictures);
    expect(await shown.readOutcome()).toBe(before);
    expect(shown.problems).toEqual([]);
  });
});

test('a run that was cut off by closing the page goes on when it is opened again, and does nothing twice', async () => {
  const flow = `name: asks
inputs: [text]
steps:
  - {name: loud, executor: text_processor, config: {text: "{{ inputs.text }}", operation: uppercase}}
  - {name: person, executor: approval, config: {message: "Print {{ steps.loud.processed_text }}?"}}
  - name: printed
    executor: text_processor
    depends_on: [person]
    config: {text: "{{ steps.loud.processed_text }} printed", operation: uppercase}
outputs: [{name: printed, value: "{{ steps.printed.processed_text }}"}]
`;
  const first = await open('text-statistics');
  await first.show(flow);
  await first.element.getByRole('textbox', { name: 'Text' }).fill('a leaf');
  const asked = 'Question of step person';
  await first.element.getByRole('button', { name: /^Run/ }).click();
  await first.element.getByRole('group', { name: asked }).getByText('Print A LEAF?').waitFor();
  await first.page.close();

  const shown = await open('text-statistics');
  await shown.show(flow);
  const question = shown.element.getByRole('group', { name: asked });
  await question.getByText('Print A LEAF?').waitFor();
  expect(await shown.element.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('a leaf');
  await expect.poll(() => shown.rows.allInnerTexts()).toEqual([expect.stringContaining('Running')]);
  await question.getByRole('button', { name: 'Approve' }).click();
  await shown.result.getByText('A LEAF PRINTED').waitFor();
  await expect.poll(() => shown.rows.allInnerTexts()).toEqual([expect.stringContaining('Succeeded')]);
  expect(await begun(shown)).toEqual({ loud: 1, person: 2, printed: 1 });
  expect(shown.problems).toEqual([]);
});

test('a run that was cut off goes on in the gallery too, where no flow is open', async () => {
  const shown = await open('text-statistics');
  await shown.show(`name: waits
steps:
  - {name: person, executor: approval, config: {message: Go on?, timeout: 3}}
`);
  await shown.element.getByRole('button', { name: /^Run/ }).click();
  await shown.element.getByRole('group', { name: 'Question of step person' }).waitFor();
  await shown.page.close();

  const gallery = await context.newPage();
  await gallery.goto(server.url);
  await gallery.getByRole('link', { name: /Text statistics/i }).waitFor();
  // The deadline passes where somebody goes on with the run.
  const standing = async () => (await storedRuns(gallery)).map(({ status }) => status);
  await expect.poll(standing, { timeout: 20_000 }).toEqual(['failed']);
});

test('a run that failed goes on from the step that failed, also after a reload', async () => {
  const shown = await open('document-topics');
  await shown.fill('A letter from the farm');
  weights = 'refused';
  expect(await shown.run()).toBe('failed');
  const topics = shown.step('topics');
  await topics.getByText('download_failed', { exact: true }).waitFor();
  await topics.getByText(/the server answered 503/).waitFor();
  weights = 'broken off';
  await shown.element.getByRole('button', { name: 'Resume from failed step' }).click();
  await shown.result.getByText(/broke off in the middle/).waitFor();
  await topics.getByText('download_failed', { exact: true }).waitFor();
  weights = 'there';
  await shown.reload();
  await expect.poll(() => shown.rows.allInnerTexts()).toEqual([expect.stringContaining('Failed')]);
  await shown.press('Resume');
  await shown.result.getByText('Succeeded', { exact: true }).waitFor();
  await shown.result
    .getByText(/The dog barks/)
    .first()
    .waitFor();
  await expect.poll(() => shown.rows.allInnerTexts()).toEqual([expect.stringContaining('Succeeded')]);
  expect(await begun(shown)).toEqual({ document: 1, words: 1, topics: 3 });
  expect(shown.problems).toEqual([]);
});
