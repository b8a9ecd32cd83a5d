import { afterEach, describe, expect, test } from 'vitest';
import { askForDownload } from '../../../src/element/download/ask-for-download.ts';
import { hubOfPage } from '../../../src/element/hub-of-page.ts';
import { find, findAll, textOf } from './mount.ts';

const request = {
  model: 'organisation/whisper-base',
  dtype: 'q8',
  host: 'hub.example',
  size: 76_960_000,
  licence: 'Apache-2.0',
};

const dialogs = (): HTMLDialogElement[] =>
  findAll(document.body, 'dialog[open]').filter((each) => each instanceof HTMLDialogElement);

async function asked(): Promise<HTMLDialogElement> {
  await expect.poll(() => dialogs().length).toBe(1);
  const [dialog] = dialogs();
  if (dialog === undefined) throw new Error('Nobody is asked.');
  return dialog;
}

afterEach(async () => {
  for (const dialog of dialogs()) dialog.close('no');
});

describe('a question before a download', () => {
  test('says which model, from where, how much and under what licence', async () => {
    const answer = askForDownload(request);
    const dialog = await asked();
    expect(textOf(find(dialog, 'h2'))).toBe('Download a model of 77.0 MB?');
    expect(findAll(dialog, 'dd').map(textOf)).toEqual([
      'organisation/whisper-base, q8',
      'hub.example',
      'Apache-2.0',
    ]);
    // An Enter that was meant for something else downloads nothing.
    expect(textOf(dialog.ownerDocument.activeElement?.shadowRoot?.activeElement ?? dialog)).toBe('Not now');
    find(dialog, 'button.primary').click();
    expect(await answer).toBe(true);
    expect(findAll(document.body, 'prompt-flow-download-question')).toEqual([]);
  });

  test.each<[string, (dialog: HTMLDialogElement) => void]>([
    ['Not now', (dialog) => find(dialog, 'button[value=no]').click()],
    ['Escape', (dialog) => dialog.requestClose()],
    ['a page that takes it away', () => document.querySelector('prompt-flow-download-question')?.remove()],
  ])('%s is a no', async (_name, say) => {
    const answer = askForDownload(request);
    say(await asked());
    expect(await answer).toBe(false);
  });

  test('a second one waits for the answer to the first', async () => {
    const first = askForDownload(request);
    const { licence: _none, ...unlicensed } = request;
    const second = askForDownload({ ...unlicensed, model: 'organisation/other' });
    const dialog = await asked();
    expect(textOf(find(dialog, 'dd'))).toContain('whisper-base');
    find(dialog, 'button[value=no]').click();
    expect(await first).toBe(false);
    await expect.poll(() => textOf(find(document.body, 'dialog dd'))).toContain('organisation/other');
    expect(findAll(document.body, 'dd').map(textOf)).toContain('not told by the site');
    find(document.body, 'dialog button.primary').click();
    expect(await second).toBe(true);
  });
});

describe('the hub of a page', () => {
  const pageWith = (head: string): Document => new DOMParser().parseFromString(head, 'text/html');

  test.each([
    ['<title>none</title>', undefined],
    ['<meta name="prompt-flow-hub" content=" ">', undefined],
    ['<meta name="prompt-flow-hub" content="https://hub.example">', { host: 'https://hub.example' }],
    [
      '<meta name="prompt-flow-hub" content="https://hub.example" data-revision="v1" data-allow="one/*, two/model,">',
      { host: 'https://hub.example', revision: 'v1', allow: ['one/*', 'two/model'] },
    ],
  ])('%s', (head, hub) => expect(hubOfPage(pageWith(head))).toEqual(hub));
});
