import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { BrowserSession } from '../../src/cli/browser-session.ts';
import { packed } from '../browser/models/import/model-folder.ts';
import { imageChanger } from '../browser/models/support/random/image-models.ts';
import { textWriter } from '../browser/models/support/random/writing-models.ts';
import { FlowPage } from './flow-page.ts';

/** Tasks of transformers.js in the built page, under its policy, on small models with random weights. */
let session: BrowserSession;
let shown: FlowPage;

beforeAll(async () => {
  session = await BrowserSession.open({ site: inProject('dist'), say: () => {} });
  for (const [id, folder] of [
    ['small/changer', imageChanger()],
    ['small/writer', textWriter()],
  ] as const) {
    const bytes = Buffer.from(await (await packed(folder)).arrayBuffer()).toString('base64');
    await session.page.evaluate(
      async ([model, zip]) => {
        const content = Uint8Array.from(atob(zip), (letter) => letter.charCodeAt(0));
        await window.promptFlowHost?.engine.models.import(new Blob([content]), { model });
      },
      [id, bytes] as const,
    );
  }
  const site = new URL('/', session.page.url()).href;
  shown = await FlowPage.open(session.page.context(), site, 'text-statistics');
});

afterAll(() => session.close());

test('an image that a model makes is shown as one', async () => {
  const photo = (await readFile(inProject('test', 'fixtures', 'images', 'rgb.png'))).toString('base64');
  await shown.show(`name: change
steps:
  - name: change
    executor: model_executor
    config:
      task: image-to-image
      model_name: small/changer
      input: data:image/png;base64,${photo}
outputs:
  - {name: picture, value: "{{ steps.change.predictions }}"}
`);
  expect(await shown.run()).toBe('succeeded');
  const picture = shown.result.locator('img');
  await picture.waitFor();
  expect(
    await picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]),
  ).toEqual([40, 32]);
  expect(shown.problems).toEqual([]);
});

test('a text that a model writes is shown', async () => {
  await shown.show(`name: write
steps:
  - name: write
    executor: model_executor
    config: {task: summarization, model_name: small/writer, text: the boat opens at seven, options: {max_new_tokens: 6}}
outputs:
  - {name: summary, value: "{{ steps.write.predictions[0].summary_text }}"}
`);
  expect(await shown.run()).toBe('succeeded');
  await shown.result.getByText('</s_answer>').first().waitFor();
  expect(shown.problems).toEqual([]);
});
