import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';
import { type ServedSite, serve } from '../../src/cli/serve.ts';

/** A model computes on WebGPU, in software here, and the browser's GPU process crashes. */
const ITEMS = 60;
const FLOW = `name: gpu
steps:
  - name: embed
    executor: model_executor
    config:
      task: feature-extraction
      device: webgpu
      input: "{{ ['a text that is embedded on a graphics card'] * ${ITEMS} }}"
`;

let server: ServedSite;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await serve({ root: inProject('dist'), port: 0 });
  const executablePath = await ensureBrowser(() => {});
  browser = await chromium.launch(launchOptions({ executablePath, webgpu: true }));
  page = await browser.newPage();
  await page.goto(new URL('src/cli/host.html', server.url).href);
  await page.waitForFunction(() => window.promptFlowHost !== undefined);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

test('a GPU that is lost in the middle of a run costs a new worker, and the run ends in a result', async () => {
  const started = page.evaluate(async (source) => {
    const progress: string[] = [];
    const result = await window.promptFlowHost?.engine.executeFlow(
      source,
      {},
      {
        onEvent: (event) => {
          if (event.type !== 'step_progress') return;
          progress.push(event.progress.phase);
          if (event.progress.phase === 'run') Object.assign(window, { isComputing: true });
        },
      },
    );
    return {
      progress,
      success: result?.success,
      error: result?.error?.message,
      metadata: result?.steps['embed']?.metadata,
    };
  }, FLOW);
  await page.waitForFunction(() => 'isComputing' in window, undefined, { timeout: 120_000 });
  const debug = await browser.newBrowserCDPSession();
  await debug.send('Browser.crashGpuProcess');
  const { progress, success, error, metadata } = await started;
  expect(error).toBeUndefined();
  expect(success).toBe(true);
  expect(metadata).toMatchObject({ device: 'webgpu', device_reason: 'asked for' });
  expect(metadata?.['devices_tried']).toEqual([expect.stringMatching(/GPU was lost/)]);
  // It was loaded twice.
  expect(
    progress.filter((phase, at) => phase === 'run' && progress[at - 1] !== 'run').length,
  ).toBeGreaterThan(1);
}, 300_000);
