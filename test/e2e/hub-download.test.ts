import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';
import { type ServedSite, serve } from '../../src/cli/serve.ts';
import { FlowPage } from './flow-page.ts';

/** The page on a site that is served with a hub, under its policy: whoever looks at it is asked before a download. */
let browser: Browser;
let site: ServedSite;

beforeAll(async () => {
  browser = await chromium.launch(launchOptions({ executablePath: await ensureBrowser(() => {}) }));
  const host = new URL(inject('hubServer')).origin;
  site = await serve({ root: inProject('dist'), port: 0, hub: { host, revision: 'v1', allow: ['hub/*'] } });
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

const flow = `name: hub
steps:
  - name: embed
    executor: model_executor
    config: {task: feature-extraction, model_name: hub/all-MiniLM-L6-v2, text: a cat sleeps}
`;
/** The flow of the test is there when the form of the site's is gone. */
async function showFlow(shown: FlowPage): Promise<void> {
  await shown.show(flow);
  await shown.element.getByRole('textbox').waitFor({ state: 'detached' });
}

const filesAskedFor = async (): Promise<readonly string[]> => {
  const log: readonly string[] = await (await fetch(new URL('log', inject('hubServer')))).json();
  return log.filter((path) => path.includes('/resolve/'));
};

test('a model of a hub is downloaded after a yes in the page, and not after a no', async () => {
  const context = await browser.newContext();
  const shown = await FlowPage.open(context, site.url, 'text-statistics');
  await showFlow(shown);
  await filesAskedFor();
  const question = shown.page.getByRole('dialog', { name: 'Download a model of 23.7 MB?' });

  const refused = shown.run();
  await question.getByText(new URL(inject('hubServer')).host).waitFor();
  await question.getByRole('button', { name: 'Not now' }).click();
  expect(await refused).toBe('failed');
  await shown.step('embed').getByText('was declined').first().waitFor();
  expect(await filesAskedFor()).toEqual([]);

  const agreed = shown.run();
  await question.getByRole('button', { name: 'Download 23.7 MB' }).click();
  expect(await agreed).toBe('succeeded');
  expect((await filesAskedFor()).filter((path) => path.endsWith('.onnx'))).toHaveLength(1);

  // It is in the browser now: nobody is asked, and nothing is fetched.
  await shown.reload();
  await showFlow(shown);
  expect(await shown.run()).toBe('succeeded');
  expect(await filesAskedFor()).toEqual([]);
  expect(shown.problems).toEqual([]);
  await context.close();
});

test('the same page on a site without a hub has no such model', async () => {
  const context = await browser.newContext();
  const shown = await FlowPage.open(context, inject('siteUrl'), 'text-statistics');
  await showFlow(shown);
  await filesAskedFor();
  expect(await shown.run()).toBe('failed');
  await shown.step('embed').getByText('This page does not have the model').first().waitFor();
  expect(await filesAskedFor()).toEqual([]);
  await context.close();
});
