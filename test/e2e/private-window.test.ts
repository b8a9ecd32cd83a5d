import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';
import type { PlainFlowResult } from '../../src/cli/browser-session.ts';
import { type ServedSite, type ServeOptions, serve } from '../../src/cli/serve.ts';

/** Serves the built workers as they are in a browser whose private windows have no IndexedDB. */
const withoutDatabase: NonNullable<ServeOptions['extra']> = (request, response, next) => {
  const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname);
  if (!/\.worker-.*\.js$/.test(name)) {
    next();
    return;
  }
  response.setHeader('Content-Type', 'text/javascript');
  // Imports are hoisted: nothing of the worker asks for it while they are loaded.
  const without = "Object.defineProperty(self, 'indexedDB', { value: undefined });\n";
  response.end(without + readFileSync(inProject('dist', 'assets', name), 'utf8'));
};

let server: ServedSite;
let browser: Browser;

beforeAll(async () => {
  server = await serve({ root: inProject('dist'), port: 0, extra: withoutDatabase });
  browser = await chromium.launch(launchOptions({ executablePath: await ensureBrowser(() => {}) }));
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('a page without a database runs its flows, and says that nothing stays', async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${server.url}#/flows/text-statistics`);
  const element = page.locator('prompt-flow');
  await element.getByRole('textbox').first().fill('hello world');
  await element.getByRole('button', { name: /^Run/ }).click();
  const result = element.getByRole('region', { name: 'Result' });
  await result.getByText('Succeeded', { exact: true }).waitFor();
  await result.getByText('gone when the page is closed: This browser gives the page no IndexedDB.').waitFor();
  expect(problems).toEqual([]);
  await page.close();
});

test('files go through steps there too', async () => {
  const page = await browser.newPage();
  await page.goto(new URL('src/cli/host.html', server.url).href);
  await page.waitForFunction(() => window.promptFlowHost !== undefined);
  await page.setInputFiles('#files', {
    name: 'a.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('hello'),
  });
  const flow = `name: files
inputs: [{name: file, type: file}]
steps:
  - {name: hash, executor: file_processor, config: {file: "{{ inputs.file }}", processing_type: hash}}
`;
  const result = (await page.evaluate(
    (text) => window.promptFlowHost?.run(text, {}, { file: 0 }, undefined),
    flow,
  )) as PlainFlowResult;
  expect(result.error).toBeUndefined();
  expect(result.outputs).toMatchObject({
    hash: { sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824' },
  });
  expect(result.metadata['storage_fault']).toMatchObject({ code: 'storage_unavailable' });
  await page.close();
});
