import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';

/** A machine of the network, as far as the browser knows. */
const NAME = 'insecure.test';

let server: Server;
let site: string;
let browser: Browser;

/** Hands out the built site under any name; its own server answers to localhost alone. */
function underAnyName(): Server {
  const { hostname, port } = new URL(inject('siteUrl'));
  return createServer((asked, response) => {
    const passed = request(
      { hostname, port, path: asked.url, headers: { ...asked.headers, host: 'localhost' } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    passed.on('error', () => response.destroy());
    passed.end();
  });
}

beforeAll(async () => {
  server = underAnyName();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://${NAME}:${(server.address() as AddressInfo).port}/`;
  const options = launchOptions({ executablePath: await ensureBrowser(() => {}) });
  browser = await chromium.launch({
    ...options,
    args: [...(options.args ?? []), `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
  });
});

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

async function open(path: string): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(new URL(path, site).href);
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  return { page, problems };
}

test('a page that the browser does not trust says so, with the way out, and stays alive', async () => {
  const { page, problems } = await open('#/flows/text-statistics');
  const notice = page.locator('prompt-flow').getByRole('alert');
  await notice.getByText('insecure_page', { exact: true }).waitFor();
  await notice.getByText(`Flows cannot run at ${new URL(site).origin}`).waitFor();
  await notice.getByText('Serve the page over https, or open it from localhost.').waitFor();
  await notice.getByRole('button', { name: 'Try again' }).click();
  await notice.getByText('insecure_page', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'All flows', exact: true }).click();
  await page.getByRole('link', { name: /Text statistics/i }).waitFor();
  expect(problems).toEqual([]);
  await page.close();
});

test('every run, task and look at earlier runs ends there with that code', async () => {
  const { page, problems } = await open('src/cli/host.html');
  await page.waitForFunction(() => window.promptFlowHost !== undefined);
  const flow = 'name: f\nsteps:\n  - {name: a, executor: text_processor, config: {text: x}}\n';
  const run = (): Promise<unknown> =>
    page.evaluate((text) => window.promptFlowHost?.run(text, {}, {}, undefined), flow);
  const refused = {
    success: false,
    status: 'failed',
    error: { code: 'insecure_page', kind: 'resource', hint: expect.stringContaining('https') },
  };
  expect(await run()).toMatchObject(refused);
  expect(await run()).toMatchObject(refused);
  const codes = await page.evaluate(async (text) => {
    const { engine } = window.promptFlowHost as NonNullable<typeof window.promptFlowHost>;
    const codeOf = (call: Promise<unknown>): Promise<unknown> =>
      call.then(
        () => undefined,
        (thrown: { code?: string }) => thrown.code,
      );
    return Promise.all([
      codeOf(engine.submitFlow(text)),
      codeOf(engine.resumeRun('x')),
      codeOf(engine.history.list({})),
      codeOf(engine.queues.list()),
    ]);
  }, flow);
  expect(codes).toEqual(Array(4).fill('insecure_page'));
  expect(problems).toEqual([]);
  await page.close();
});
