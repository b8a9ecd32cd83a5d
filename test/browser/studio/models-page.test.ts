import { afterEach, describe, expect, test, vi } from 'vitest';
import type { FlowEngine } from '../../../src/engine/flow-engine.ts';
import type { LoadedModelInfo, ModelInfo } from '../../../src/engine/model-library.ts';
import type { StorageInfo } from '../../../src/engine/storage-info.ts';
import { FlowError } from '../../../src/errors/index.ts';
import { EngineClient } from '../../../src/index.ts';
import { openDatabase } from '../../../src/storage/database/open-database.ts';
import { ModelsPage } from '../../../src/studio/models/models-page.ts';
import { ScriptedEngine } from '../../element/harness/scripted-engine.ts';
import { scenes } from '../../element/harness/scripts.ts';
import { find, findAll, textOf, type } from '../element/mount.ts';
import { miniLm, packed, small } from '../models/import/model-folder.ts';
import { freshDatabase } from '../storage/fresh-database.ts';

freshDatabase();

let page: ModelsPage | undefined;
let real: EngineClient | undefined;
afterEach(() => {
  page?.remove();
  real?.close();
  page = undefined;
  real = undefined;
  vi.restoreAllMocks();
});

async function mount(engine: FlowEngine): Promise<ModelsPage> {
  document.body.replaceChildren();
  page = new ModelsPage();
  page.engine = engine;
  document.body.append(page);
  await expect.poll(() => textOf(find(document.body, '.page'))).not.toContain('Looking for models');
  return page;
}

function realPage(): Promise<ModelsPage> {
  real = new EngineClient({ root: new URL('/', location.href) });
  return mount(real);
}

async function scriptedPage(
  prepare: (engine: ScriptedEngine) => void = () => {},
): Promise<{ readonly shown: ModelsPage; readonly engine: ScriptedEngine }> {
  const engine = new ScriptedEngine(scenes['voice'] ?? expect.fail('There is no scene.'));
  prepare(engine);
  return { shown: await mount(engine), engine };
}

const stored = async (): Promise<number> => (await openDatabase()).count('models');

/** What a drop of files, or of text, gives a page. Only a person can drop a folder: see the end-to-end test. */
function dropOf(...things: readonly (File | string)[]): DataTransfer {
  const data = new DataTransfer();
  for (const thing of things)
    typeof thing === 'string' ? data.items.add(thing, 'text/plain') : data.items.add(thing);
  return data;
}

const dragEvent = (name: string, data: DataTransfer): DragEvent =>
  new DragEvent(name, { dataTransfer: data, bubbles: true, composed: true, cancelable: true });

/** Drops on the bare page, outside the place for it. */
const drop = (...things: readonly (File | string)[]): boolean =>
  document.body.dispatchEvent(dragEvent('drop', dropOf(...things)));

const alerts = (shown: ModelsPage): string[] => findAll(shown, '[role=alert]').map(textOf);
const said = (shown: ModelsPage, of: string): string => textOf(find(shown, `[data-of=${of}]`));
const models = (shown: ModelsPage): string[] => findAll(shown, '.model h3').map(textOf);

function row(shown: ModelsPage, model: string): HTMLElement {
  const found = findAll(shown, '.model').find((each) => textOf(find(each, 'h3')) === model);
  return found ?? expect.fail(`${model} is not listed.`);
}

const actions = (shown: ModelsPage, model: string): string[] =>
  findAll(row(shown, model), '.row-actions button').map(textOf);
const action = (shown: ModelsPage, model: string, name: string): HTMLElement =>
  find(row(shown, model), `[data-action=${name}]`);
const states = (shown: ModelsPage, model: string): string[] =>
  findAll(row(shown, model), '.state').map(textOf);

function buttonNamed(shown: ModelsPage, name: string): HTMLElement {
  const found = findAll(shown, 'button').find((each) => textOf(each) === name);
  return found ?? expect.fail(`There is no button ${name}.`);
}

function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

const info = (model: string, more: Partial<ModelInfo> = {}): ModelInfo => ({
  model,
  task: 'feature-extraction',
  dtype: 'q8',
  size: 23_700_000,
  from: 'site',
  isStored: true,
  isPinned: false,
  ...more,
});

const inMemory = (model: string, more: Partial<LoadedModelInfo> = {}): LoadedModelInfo => ({
  model,
  task: 'feature-extraction',
  dtype: 'q8',
  device: 'wasm',
  workers: 1,
  memory: 45_000_000,
  isBusy: false,
  ...more,
});

describe('a model that is dropped, with the real engine', () => {
  test('stands in the list, is announced, and says how a flow names it', async () => {
    const shown = await realPage();
    expect(textOf(find(shown, '[data-from=import]'))).toContain('None yet.');
    expect(drop(await packed(small()))).toBe(false);
    await expect.poll(() => models(shown)[0]).toBe('mine/mini');
    expect(said(shown, 'import')).toMatch(/^mine\/mini is here: text-classification, q8 \(\d+ bytes\)\.$/);
    expect(textOf(find(shown, '.came'))).toContain('mine/mini is here');
    expect(find(shown, '.came pre').textContent).toBe(
      'executor: model_executor\nconfig:\n  task: text-classification\n  model_name: mine/mini',
    );
    const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    for (const each of findAll(shown, 'prompt-flow-copy')) find(each, 'button').click();
    await expect
      .poll(() => copied.mock.calls.map(([text]) => text))
      .toEqual(['mine/mini', find(shown, '.came pre').textContent]);
    expect(states(shown, 'mine/mini')).toEqual(['Kept here']);
    expect(actions(shown, 'mine/mini')).toEqual(['Export', 'Delete']);
    expect(findAll(shown, '[data-from=site] .model').length).toBeGreaterThan(5);
  });

  test('that has no name is refused with a way out: say it, and try again with the same file', async () => {
    const shown = await realPage();
    drop(await packed(small(), 6, 'plain.zip'));
    await expect.poll(() => alerts(shown).join()).toContain('what the model is called');
    expect(alerts(shown).join()).toContain('model_invalid');
    expect(await stored()).toBe(0);
    // Where a name can be said stands open.
    await expect.poll(() => (find(shown, 'details.say') as HTMLDetailsElement).open).toBe(true);
    type(find(shown, 'input[name=model]'), 'mine/plain');
    buttonNamed(shown, 'Try plain.zip again').click();
    await expect.poll(() => models(shown)[0]).toBe('mine/plain');
    expect(alerts(shown)).toEqual([]);
    // The next model is another one.
    expect((find(shown, 'input[name=model]') as HTMLInputElement).value).toBe('');
    expect((find(shown, 'details.say') as HTMLDetailsElement).open).toBe(false);
  });

  test('may be said to be for another task, in one precision', async () => {
    const shown = await realPage();
    const fp32 = small()['onnx/model_quantized.onnx'];
    const task = find(shown, 'select') as HTMLSelectElement;
    task.value = 'token-classification';
    task.dispatchEvent(new Event('change', { bubbles: true }));
    type(find(shown, 'input[name=dtype]'), 'fp32');
    drop(await packed(small({ 'onnx/model.onnx': fp32 })));
    await expect.poll(() => models(shown)[0]).toBe('mine/mini');
    expect(findAll(shown, '[data-from=import] .model')).toHaveLength(1);
    expect(textOf(row(shown, 'mine/mini'))).toContain('token-classification · fp32');
  });

  test('is let go of by Cancel, and nothing of it is kept', async () => {
    const shown = await realPage();
    const zip = await packed(await miniLm(), 0);
    // Pressed the moment it is there: an import of 24 MB is not over then.
    const watch = new MutationObserver(() => {
      const [cancel] = findAll(shown, '.working button');
      if (cancel === undefined || findAll(shown, '[aria-valuenow]').length === 0) return;
      watch.disconnect();
      cancel.click();
    });
    watch.observe(shown.renderRoot, { subtree: true, childList: true });
    drop(zip);
    await expect.poll(() => said(shown, 'import')).toBe('The import was cancelled. Nothing of it was kept.');
    expect(alerts(shown)).toEqual([]);
    expect(models(shown)).not.toContain('mine/mini');
    await expect.poll(stored).toBe(0);
    // And the place takes the next one.
    drop(await packed(small()));
    await expect.poll(() => models(shown)[0]).toBe('mine/mini');
  });

  test('can be one of the site, too: loaded, pinned, unloaded, and deleted only after a question', async () => {
    const shown = await realPage();
    const vad = 'snakers4/silero-vad';
    expect(states(shown, vad)).toEqual(['Not here yet']);
    expect(actions(shown, vad)).toEqual([]);
    await real?.models.preload({ task: 'voice-activity-detection' });
    window.dispatchEvent(new Event('focus'));
    await expect.poll(() => states(shown, vad).join()).toMatch(/^Kept here,In memory, about \d/);
    expect(actions(shown, vad)).toEqual(['Unload', 'Pin', 'Export', 'Delete']);

    action(shown, vad, 'pin').click();
    await expect.poll(() => states(shown, vad)).toContain('Pinned');
    expect((await real?.models.list())?.find(({ model }) => model === vad)?.isPinned).toBe(true);
    action(shown, vad, 'unpin').click();
    await expect.poll(() => states(shown, vad)).not.toContain('Pinned');

    action(shown, vad, 'unload').click();
    await expect.poll(() => states(shown, vad)).toEqual(['Kept here']);
    expect(await real?.models.loaded()).toEqual([]);

    action(shown, vad, 'delete').click();
    await expect.poll(() => textOf(focused() ?? shown)).toBe('Keep');
    expect(textOf(find(row(shown, vad), '.asked-all'))).toContain(
      'Where this site still has it, the next step',
    );
    expect(textOf(find(row(shown, vad), '.asked-all'))).not.toContain('Export');
    focused()?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
    );
    await expect.poll(() => focused()?.getAttribute('aria-label')).toMatch(/^Delete snakers4/);
    expect(states(shown, vad)).toEqual(['Kept here']);
    action(shown, vad, 'delete').click();
    await expect.poll(() => findAll(shown, '.danger').length).toBe(1);
    find(shown, '.danger').click();
    await expect.poll(() => states(shown, vad)).toEqual(['Not here yet']);
    expect(said(shown, 'work')).toMatch(new RegExp(`^${vad} in \\w+ is deleted from this browser\\.$`));
    expect(focused()).toBe(row(shown, vad));
    expect(await stored()).toBe(0);
  });
});

const png = new File(['x'], 'photo.png', { type: 'image/png' });
const zip = (name: string): File => new File(['x'], name);

describe('what is no model', () => {
  test.each<[string, readonly (File | string)[], string, string]>([
    ['a picture', [png], 'photo.png is no zip file and no folder.', "Bring a model's folder, or a zip file"],
    ['several zip files', [zip('a.zip'), zip('b.zip')], 'These are 2 zip files.', 'one model at a time'],
    [
      'files without their folder',
      [new File(['{}'], 'config.json'), new File(['x'], 'model.onnx')],
      'These are 2 things without their folder.',
      'Bring the folder that they lie in',
    ],
    [
      'one file of a model',
      [new File(['x'], 'model.onnx')],
      'model.onnx is only a part of a model.',
      'Bring the folder',
    ],
    ['a text', ['mine/mini'], 'text or a link, and no file', 'Drag a model'],
  ])('%s: it is said, with what to do', async (_name, things, message, hint) => {
    const { shown, engine } = await scriptedPage();
    expect(drop(...things)).toBe(false);
    await expect.poll(() => alerts(shown).join()).toContain(message);
    expect(alerts(shown).join()).toContain(hint);
    expect(alerts(shown).join()).toContain('model_invalid');
    expect(engine.models.calls).toEqual([]);
    // There is nothing to try again, and the place takes the next one.
    expect(findAll(shown, '.again')).toEqual([]);
    expect(findAll(shown, '.choosers button').map(textOf)).toEqual(['Choose a folder', 'Choose a zip file']);
  });

  test('a folder that is chosen and has no files', async () => {
    const { shown } = await scriptedPage();
    find(shown, 'input[webkitdirectory]').dispatchEvent(new Event('change'));
    await expect.poll(() => alerts(shown).join()).toContain('has no files in it.');
    expect(alerts(shown).join()).toContain('config.json');
  });
});

describe('the place to drop', () => {
  test('shows what it would take, wherever on the page it is held', async () => {
    const { shown } = await scriptedPage();
    const over = (...things: readonly (File | string)[]): boolean =>
      document.body.dispatchEvent(dragEvent('dragover', dropOf(...things)));
    const isOver = (): boolean => findAll(shown, '.drop.over').length === 1;
    expect(over(png)).toBe(false);
    await expect.poll(isOver).toBe(true);
    expect(textOf(find(shown, '.drop'))).toContain('Let go');
    // From one element of the page to the next, and out of the window.
    document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true, relatedTarget: shown }));
    await shown.updateComplete;
    expect(isOver()).toBe(true);
    document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true }));
    await expect.poll(isOver).toBe(false);
    over('a text');
    await shown.updateComplete;
    expect(isOver()).toBe(false);
    // Another part of the site takes what it takes.
    shown.remove();
    expect(over(png)).toBe(true);
    expect(drop(png)).toBe(true);
  });

  test('leaves a text to the field that it is dropped into', async () => {
    const { shown } = await scriptedPage();
    const field = find(shown, 'input[name=model]');
    expect(field.dispatchEvent(dragEvent('drop', dropOf('mine/mini')))).toBe(true);
    await shown.updateComplete;
    expect(alerts(shown)).toEqual([]);
  });

  test('tells bytes, takes one model after the other, and goes on while it is not shown', async () => {
    let tell = (_loaded: number): void => {};
    let end = (_models: readonly ModelInfo[]): void => {};
    const { shown, engine } = await scriptedPage(({ models: library }) => {
      library.importing = ({ onProgress }) => {
        tell = (loaded) => onProgress?.({ loaded, total: 23_700_000 });
        return new Promise((resolve) => {
          end = resolve;
        });
      };
    });
    drop(zip('mine__mini.zip'));
    await expect.poll(() => textOf(find(shown, '.working'))).toContain('Checking mine__mini.zip');
    tell(5_925_000);
    await expect
      .poll(() => find(shown, '[role=progressbar]').getAttribute('aria-valuetext'))
      .toBe('Importing mine__mini.zip — 5.9 of 23.7 MB');
    expect(find(shown, '[role=progressbar]').getAttribute('aria-valuenow')).toBe('25');
    drop(zip('other.zip'));
    await expect.poll(() => textOf(find(shown, '.working'))).toContain('One model after the other');
    expect(said(shown, 'import')).toContain('One model after the other');
    expect(engine.models.calls).toEqual(['import']);
    shown.remove();
    tell(11_850_000);
    document.body.append(shown);
    await expect.poll(() => find(shown, '[role=progressbar]').getAttribute('aria-valuenow')).toBe('50');
    // Whoever waits with the focus on Cancel does not lose their place when it goes.
    buttonNamed(shown, 'Cancel').focus();
    engine.models.listed = [info('mine/mini', { from: 'import' })];
    end(engine.models.listed);
    await expect.poll(() => models(shown)).toEqual(['mine/mini']);
    expect(focused()).toBe(find(shown, '.place'));
    expect(findAll(shown, '.working')).toEqual([]);
  });

  test.each([
    new FlowError('storage_full', 'mine/mini is of 900 MB.', { hint: 'Make room on the disk.' }),
    new FlowError('engine_unresponsive', 'The engine did not answer any more.', { hint: 'Run it again.' }),
  ])('tells $code with its code and its way out, and takes the next one', async (fault) => {
    const { shown, engine } = await scriptedPage(({ models: library }) => {
      library.importing = () => Promise.reject(fault);
    });
    drop(zip('mine__mini.zip'));
    await expect.poll(() => alerts(shown).join()).toContain(fault.message);
    expect(textOf(find(shown, '.flow-error'))).toContain(fault.hint ?? '');
    expect(textOf(find(shown, '.flow-error code'))).toBe(fault.code);
    engine.models.importing = async () => [info('mine/other', { from: 'import' })];
    drop(zip('mine__other.zip'));
    await expect.poll(() => textOf(find(shown, '.came'))).toContain('mine/other');
    expect(alerts(shown)).toEqual([]);
  });
});

describe('the models at hand', () => {
  test('are told apart by where they are from, with what is kept and what is in memory', async () => {
    const { shown } = await scriptedPage(({ models: library }) => {
      library.listed = [
        info('site/one', { licence: 'MIT', description: 'Makes vectors.', isStored: false }),
        info('hub/two', { from: 'hub', isPinned: true }),
        info('mine/three', { from: 'import', dtype: 'fp32' }),
      ];
      library.inMemory = [inMemory('hub/two', { shared: true, isBusy: true })];
    });
    expect(findAll(shown, 'h2').map(textOf)).toEqual([
      'Your models',
      'Models of a hub',
      'Models of this site',
    ]);
    expect(models(shown)).toEqual(['mine/three', 'hub/two', 'site/one']);
    expect(textOf(row(shown, 'site/one'))).toContain('feature-extraction · q8 · 23.7 MB · MIT');
    expect(textOf(row(shown, 'mine/three'))).toContain('licence unknown');
    expect(states(shown, 'site/one')).toEqual(['Not here yet']);
    expect(states(shown, 'hub/two')).toEqual([
      'Kept here',
      'Pinned',
      'In the memory of another tab, about 45.0 MB, computing',
    ]);
    // What the user brought is never removed to make room: there is nothing to pin.
    expect(actions(shown, 'mine/three')).toEqual(['Export', 'Delete']);
    for (const button of findAll(shown, '.row-actions button')) {
      expect(button.getAttribute('aria-label')).toMatch(/^(Unload|Unpin|Export|Delete) \w+\/\w+/);
    }
  });

  test('that came from the user are gone for good when they are deleted, which is said, with an export first', async () => {
    const { shown, engine } = await scriptedPage(({ models: library }) => {
      library.listed = [info('mine/one', { from: 'import' }), info('mine/two', { from: 'import' })];
    });
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    action(shown, 'mine/one', 'delete').click();
    await expect.poll(() => textOf(focused() ?? shown)).toBe('Keep');
    expect(textOf(find(shown, '.asked-all'))).toContain('Delete mine/one in q8 for good?');
    expect(textOf(find(shown, '.asked-all'))).toContain('the only copy');
    buttonNamed(shown, 'Export first').click();
    await expect.poll(() => saved).toEqual(['mine__one.q8.zip']);
    // The question stands until it is answered.
    await expect.poll(() => findAll(shown, '.danger').length).toBe(1);
    expect(engine.models.calls).toEqual(['export mine/one q8']);
    find(shown, '.danger').click();
    await expect.poll(() => models(shown)).toEqual(['mine/two']);
    await expect.poll(() => focused()).toBe(row(shown, 'mine/two'));
    action(shown, 'mine/two', 'delete').click();
    await expect.poll(() => findAll(shown, '.danger').length).toBe(1);
    find(shown, '.danger').click();
    await expect.poll(() => models(shown)).toEqual([]);
    await expect.poll(() => focused()).toBe(find(shown, '#import'));
  });

  test('are not deleted while they are exported, and one is exported at a time', async () => {
    let end = (): void => {};
    const { shown, engine } = await scriptedPage(({ models: library }) => {
      library.listed = [info('mine/one', { from: 'import' }), info('mine/two', { from: 'import' })];
      library.exporting = () =>
        new Promise((resolve) => {
          end = () => resolve(new Blob(['zip']));
        });
    });
    const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    const isOff = (button: HTMLElement): boolean => button.getAttribute('aria-disabled') === 'true';
    action(shown, 'mine/one', 'delete').click();
    await expect.poll(() => findAll(shown, '.danger').length).toBe(1);
    buttonNamed(shown, 'Export first').click();
    await expect.poll(() => isOff(find(shown, '.danger'))).toBe(true);
    find(shown, '.danger').click();
    expect(isOff(buttonNamed(shown, 'Exporting'))).toBe(true);
    buttonNamed(shown, 'Keep').click();
    await expect.poll(() => findAll(shown, '.danger')).toEqual([]);
    expect(isOff(action(shown, 'mine/one', 'delete'))).toBe(true);
    action(shown, 'mine/one', 'delete').click();
    // Nor is an export that would not be made offered in the question about another one.
    action(shown, 'mine/two', 'export').click();
    expect(isOff(action(shown, 'mine/two', 'export'))).toBe(true);
    action(shown, 'mine/two', 'delete').click();
    await expect.poll(() => textOf(find(shown, '.asked-all'))).toContain('Delete mine/two');
    expect(isOff(buttonNamed(shown, 'Export first'))).toBe(true);
    expect(isOff(find(shown, '.danger'))).toBe(false);
    expect(engine.models.calls).toEqual(['export mine/one q8']);
    expect(saved).not.toHaveBeenCalled();
    end();
    await expect.poll(() => isOff(buttonNamed(shown, 'Export first'))).toBe(false);
    expect(saved).toHaveBeenCalledOnce();
    expect(isOff(action(shown, 'mine/one', 'delete'))).toBe(false);
  });

  test('keep the focus where a button of theirs goes', async () => {
    const { shown, engine } = await scriptedPage(({ models: library }) => {
      library.listed = [info('site/one'), info('site/two')];
      library.inMemory = [inMemory('site/one')];
    });
    action(shown, 'site/one', 'unload').focus();
    engine.models.inMemory = [];
    window.dispatchEvent(new Event('focus'));
    await expect.poll(() => actions(shown, 'site/one')).toEqual(['Pin', 'Export', 'Delete']);
    expect(focused()).toBe(row(shown, 'site/one'));
  });

  test('leave the focus to whoever went on while something was done with them', async () => {
    const { shown } = await scriptedPage(({ models: library }) => {
      library.listed = [info('site/one'), info('site/two')];
    });
    // What was pressed with the keyboard has the focus, until somebody goes on.
    const name = find(shown, 'input[name=model]');
    (find(shown, 'details.say') as HTMLDetailsElement).open = true;
    for (const pressed of ['pin', 'unpin']) {
      action(shown, 'site/one', pressed).focus();
      action(shown, 'site/one', pressed).click();
      name.focus();
      await expect.poll(() => action(shown, 'site/one', pressed === 'pin' ? 'unpin' : 'pin')).toBeTruthy();
      await expect
        .poll(() => said(shown, 'work'))
        .toContain(pressed === 'pin' ? 'is pinned' : 'is not pinned');
      await new Promise((resolve) => requestAnimationFrame(resolve));
      expect(focused()).toBe(name);
    }
    action(shown, 'site/one', 'delete').click();
    await expect.poll(() => textOf(focused() ?? shown)).toBe('Keep');
    find(shown, '.danger').focus();
    find(shown, '.danger').click();
    name.focus();
    await expect.poll(() => states(shown, 'site/one')).toEqual(['Not here yet']);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(focused()).toBe(name);
  });

  test('are told apart by their precision, also by those who listen', async () => {
    const { shown } = await scriptedPage(({ models: library }) => {
      library.listed = ['q8', 'fp32'].map((dtype) => info('hub/two', { from: 'hub', dtype }));
    });
    const names = findAll(shown, '.row-actions button').map((each) => each.getAttribute('aria-label'));
    expect(names).toEqual(
      ['q8', 'fp32'].flatMap((dtype) =>
        ['Pin', 'Export', 'Delete'].map((word) => `${word} hub/two in ${dtype}`),
      ),
    );
    find(shown, '[data-action=pin]').click();
    await expect.poll(() => said(shown, 'work')).toBe('hub/two in q8 is pinned.');
    find(shown, '[data-action=delete]').click();
    await expect.poll(() => findAll(shown, '.danger').length).toBe(1);
    find(shown, '.danger').click();
    await expect.poll(() => said(shown, 'work')).toBe('hub/two in q8 is deleted from this browser.');
  });

  test('are looked at again also while an import tells its bytes without end', async () => {
    let tell = (): void => {};
    const { shown, engine } = await scriptedPage(({ models: library }) => {
      library.listed = [info('site/one')];
      library.inMemory = [inMemory('site/one')];
      library.importing = ({ onProgress }) => {
        let loaded = 0;
        tell = () => onProgress?.({ loaded: loaded++, total: 23_700_000 });
        return new Promise(() => {});
      };
    });
    drop(zip('mine__mini.zip'));
    await expect.poll(() => textOf(find(shown, '.working'))).toContain('Checking mine__mini.zip');
    engine.models.inMemory = [];
    const look = (): string[] => {
      tell();
      return states(shown, 'site/one');
    };
    await expect.poll(look, { interval: 100 }).toEqual(['Kept here']);
  });

  test('stay in memory while they compute, which is said', async () => {
    const { shown } = await scriptedPage(({ models: library }) => {
      library.listed = [info('site/one')];
      library.inMemory = [inMemory('site/one', { isBusy: true })];
    });
    action(shown, 'site/one', 'unload').click();
    await expect
      .poll(() => textOf(find(row(shown, 'site/one'), '.told')))
      .toBe('site/one computes, and stays in memory until then.');
    expect(said(shown, 'work')).toContain('stays in memory');
  });

  test('that cannot be exported say why, where they stand', async () => {
    const { shown, engine } = await scriptedPage(({ models: library }) => {
      library.listed = [info('site/one'), info('site/two')];
    });
    const hint = 'Remove the model and load it once more.';
    engine.models.workFault = new FlowError('weights_damaged', 'config.json is damaged.', { hint });
    action(shown, 'site/two', 'export').click();
    await expect.poll(() => alerts(shown).length).toBe(1);
    expect(textOf(find(row(shown, 'site/two'), '.told'))).toContain(hint);
    engine.models.workFault = undefined;
    action(shown, 'site/one', 'pin').click();
    await expect.poll(() => states(shown, 'site/one')).toContain('Pinned');
    expect(alerts(shown)).toEqual([]);
  });

  test('that cannot be listed are told of, and looked for again', async () => {
    const { shown, engine } = await scriptedPage(({ models: library }) => {
      library.fault = new FlowError('model_unavailable', 'The list of models cannot be read.');
    });
    expect(alerts(shown).join()).toContain('The list of models cannot be read.');
    expect(findAll(shown, '.drop')).toHaveLength(1);
    engine.models.fault = undefined;
    buttonNamed(shown, 'Try again').click();
    await expect.poll(() => alerts(shown)).toEqual([]);
    expect(textOf(find(shown, '[data-from=site]'))).toContain('This site brings no models along.');
  });

  test('are told of where the engine itself does not come, and it is asked for again', async () => {
    const { shown } = await scriptedPage();
    // As where a part of the page that is fetched on demand is not to be had.
    const gone = vi.spyOn(ModelsPage.prototype, 'engine', 'get').mockImplementation(() => {
      throw new TypeError('The engine cannot be fetched.');
    });
    window.dispatchEvent(new Event('focus'));
    await expect.poll(() => alerts(shown).join()).toContain('The engine cannot be fetched.');
    gone.mockRestore();
    buttonNamed(shown, 'Try again').click();
    await expect.poll(() => alerts(shown)).toEqual([]);
    expect(textOf(find(shown, '[data-from=site]'))).toContain('This site brings no models along.');
  });
});

describe('the room of the site', () => {
  const room = (more: Partial<StorageInfo>): StorageInfo => ({
    kind: 'indexeddb',
    usage: 70_100_000,
    quota: 12_000_000_000,
    persisted: false,
    ...more,
  });

  test.each<[string, StorageInfo, string]>([
    ['kept', room({ persisted: true }), 'The browser does not clear it by itself.'],
    ['not kept', room({}), 'The browser may clear it when the disk is full.'],
    [
      'memory',
      { kind: 'memory', persisted: false, fault: new FlowError('storage_unavailable', 'No IndexedDB here.') },
      'No IndexedDB here. Models last as long as the page is open.',
    ],
  ])('%s', async (_name, storage, text) => {
    const { shown } = await scriptedPage((engine) => {
      engine.storage = storage;
    });
    expect(textOf(find(shown, '.room'))).toContain(text);
    const told = textOf(find(shown, '.room')).startsWith('This site takes up 70.1 MB, of 12.0 GB');
    expect(told).toBe(storage.kind === 'indexeddb');
  });

  test.each([
    [true, 'The browser does not clear it by itself.'],
    [false, 'did not agree'],
  ])('the browser is asked to keep it and answers %s', async (persisted, text) => {
    const { shown, engine } = await scriptedPage((each) => {
      each.storage = room({});
    });
    engine.storage = room({ persisted });
    // What the site takes up is looked at every few seconds: read out is the answer alone.
    const status = find(shown, '.room [role=status]');
    expect(textOf(status)).toBe('');
    buttonNamed(shown, 'Ask it not to').click();
    await expect.poll(() => textOf(find(shown, '.room'))).toContain(text);
    expect(textOf(status)).toContain(text);
    expect(textOf(status)).not.toContain('takes up');
    expect(find(shown, '.room').hasAttribute('role')).toBe(false);
    expect(findAll(shown, '.room button')).toEqual([]);
  });
});
