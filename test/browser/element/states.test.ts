import { afterEach, describe, expect, it, vi } from 'vitest';
import { runScenes } from '../../element/harness/run-scenes.ts';
import type { ScriptedFlow } from '../../element/harness/scripted-engine.ts';
import { find, findAll, mount, settled, textOf } from './mount.ts';

function scene(name: string): ScriptedFlow {
  const flow = runScenes[name];
  if (flow === undefined) throw new Error(`No scene ${name}.`);
  return flow;
}

function stepOf(element: HTMLElement, name: string): HTMLElement {
  const step = findAll(element, '.step').find((each) => each.getAttribute('aria-label') === `Step ${name}`);
  if (step === undefined) throw new Error(`No step ${name}.`);
  return step;
}

describe('a step that is tried again', () => {
  it('says which attempt this is, and why the last one failed', async () => {
    const { element } = await mount(scene('retrying'));
    void element.run();
    await expect
      .poll(() => findAll(element, '.attempt').map(textOf))
      .toEqual(['Attempt 2 after this went wrong: The server answered 503: it is too busy. http_error']);
    expect(findAll(element, '.flow-error')).toHaveLength(0);
    element.cancel();
    await expect.poll(() => findAll(element, '.attempt').length).toBe(0);
    expect(textOf(stepOf(element, 'fetch_rates'))).toContain('Cancelled');
  });
});

describe('a step that goes through a list', () => {
  it('shows how many items are done', async () => {
    const { element } = await mount(scene('items'));
    void element.run();
    await expect.poll(() => findAll(element, '[role=progressbar]').length).toBe(1);
    const bar = find(element, '[role=progressbar]');
    expect(bar.getAttribute('aria-valuenow')).toBe('19');
    expect(textOf(find(element, '.progress p'))).toBe('37 of 200 items');
  });

  it('lists the items that failed, a few at first, before the others', async () => {
    const { element } = await mount(scene('items-failed'));
    await element.run();
    await settled(element);
    const step = stepOf(element, 'caption');
    expect(findAll(step, '.tag').map(textOf)).toEqual(['13 items failed']);
    expect(findAll(step, 'dt').map(textOf)).toEqual(['count', 'failed', 'errors', 'items']);
    const errors = find(step, 'prompt-flow-item-errors');
    expect(findAll(errors, 'li').map(textOf).slice(0, 2)).toEqual([
      'Item 3 The step took longer than 5 s. step_timeout',
      'Item 17 The file photo-17.jpg is no image that this browser can read. file_unreadable',
    ]);
    expect(findAll(errors, 'li')).toHaveLength(10);
    find(errors, 'button').click();
    await expect.poll(() => findAll(errors, 'li').length).toBe(13);
    expect(findAll(find(element, '.result'), 'prompt-flow-item-errors')).toHaveLength(1);
  });
});

describe('outputs that a step did not make just now', () => {
  it('are marked, and the failure behind a fallback is told without alarm', async () => {
    const { element } = await mount(scene('marks'));
    await element.run();
    await settled(element);
    expect(findAll(element, '.tag').map(textOf)).toEqual([
      'Used again',
      'Stood in: value',
      'Stood in: step simple_keywords',
    ]);
    const classify = stepOf(element, 'classify');
    expect(textOf(find(classify, '.replaced'))).toContain('The step itself failed, 3 times');
    const message = find(classify, '.flow-error .message');
    expect(textOf(message)).toBe('The model gave no scores for this text.');
    expect(getComputedStyle(message).color).toBe(getComputedStyle(find(classify, 'h3')).color);
    expect(findAll(element, '.step .word').map(textOf)).toEqual(['Done', 'Done', 'Done', 'Done', 'Done']);
  });

  it('a step that is ready but has no place says so', async () => {
    const { element } = await mount(scene('queued'));
    void element.run();
    await expect.poll(() => findAll(element, '.step .word').map(textOf).at(-1)).toBe('Queued');
    expect(textOf(stepOf(element, 'report'))).toContain('It is ready, and waits until another step is done.');
  });
});

describe('what leaves the page', () => {
  afterEach(() => vi.restoreAllMocks());

  /** Catches what would be saved: its name and its text. */
  function catchDownload(): { readonly name: () => string; readonly text: () => Promise<string> } {
    let name = '';
    let content = new Blob();
    vi.spyOn(URL, 'createObjectURL').mockImplementation((given) => {
      if (given instanceof Blob) content = given;
      return 'blob:nothing';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      name = this.download;
    });
    return { name: () => name, text: () => content.text() };
  }

  it('is the trace too, where the engine has one', async () => {
    const { element, engine } = await mount(scene('marks'));
    await element.run();
    await settled(element);
    const button = findAll(element, '.result button').find((each) => textOf(each) === 'Download trace');
    expect(button?.title).toContain('Perfetto');
    const download = catchDownload();
    button?.click();
    expect(download.name()).toBe('call-report-trace.json');
    const { traceEvents } = JSON.parse(await download.text());
    expect(traceEvents.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['call-report', 'classify']),
    );
    const { trace: _trace, ...traceless } = scene('marks');
    engine.flow = traceless;
    await element.run();
    await settled(element);
    expect(findAll(element, '.result button').map(textOf)).not.toContain('Download trace');
  });

  it('is the result as the text that the flow makes of it', async () => {
    const { element } = await mount(scene('marks'));
    await element.run();
    await settled(element);
    expect(find(element, '.formatted pre').textContent).toBe('keywords: invoice, address\nlabel: other\n');
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    find(find(element, '.formatted'), 'button').click();
    await expect.poll(() => textOf(find(find(element, '.formatted'), 'button'))).toBe('Copied');
    expect(written).toHaveBeenCalledWith('keywords: invoice, address\nlabel: other\n');
  });

  it('is each callback of the flow, as an event that no other listener takes for its own', async () => {
    const { element } = await mount(scene('marks'));
    const heard: string[] = [];
    const listen = (name: string): void =>
      document.addEventListener(name, (event) => {
        if (event.target === element) heard.push(name);
      });
    for (const name of ['report-ready', 'click', 'callback-click', 'run-finished', 'callback-run-finished'])
      listen(name);
    const details: unknown[] = [];
    element.addEventListener('report-ready', (event) => {
      if (event instanceof CustomEvent) details.push(event.detail);
    });
    await element.run();
    expect(heard).toEqual(['report-ready', 'callback-click', 'callback-run-finished', 'run-finished']);
    expect(details).toEqual([{ success: true }]);
  });
});

describe('the address of a flow', () => {
  it('goes to the engine in full, so that the flows it names are found; a flow that is handed over has none', async () => {
    const { element, engine } = await mount(scene('marks'), (each) => {
      each.source = undefined;
      each.src = 'flows/voice-note/flow.yaml';
    });
    await element.run();
    element.source = 'name: scripted';
    await element.updateComplete;
    await element.run();
    expect(engine.addresses).toEqual([
      new URL('flows/voice-note/flow.yaml', document.baseURI).href,
      undefined,
    ]);
  });
});

describe('the source of the flow', () => {
  it('scrolls its long lines in its place, and does not widen a narrow page', async () => {
    const { element } = await mount(scene('items'), (made) => {
      made.source = `name: scripted\ndescription: ${'a long line of words '.repeat(20)}`;
      made.style.display = 'block';
      made.style.inlineSize = '340px';
    });
    const details = find(element, 'details.source') as HTMLDetailsElement;
    details.open = true;
    await settled(element);
    expect(find(element, '.source pre').getBoundingClientRect().width).toBeLessThanOrEqual(340);
  });
});
