import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PastRun } from '../../../src/engine/history/run-history.ts';
import { FlowError } from '../../../src/errors/index.ts';
import { pastRun, pastRuns } from '../../element/harness/past-runs.ts';
import type { ScriptedEngine, ScriptedFlow } from '../../element/harness/scripted-engine.ts';
import { scenes } from '../../element/harness/scripts.ts';
import { find, findAll, type Mounted, mount, settled, textOf, type } from './mount.ts';

function scene(name: string): ScriptedFlow {
  const flow = scenes[name];
  if (flow === undefined) throw new Error(`No scene ${name}.`);
  return flow;
}

/** An element whose flow has run before. */
async function opened(
  runs: readonly PastRun[],
  prepare: (engine: ScriptedEngine) => void = () => {},
  flow = 'voice',
): Promise<Mounted> {
  const mounted = await mount(scene(flow), ({ engine }) => {
    (engine as ScriptedEngine).history.runs = [...runs];
    prepare(engine as ScriptedEngine);
  });
  await expect.poll(() => textOf(find(mounted.element, '.history'))).not.toContain('Looking for');
  return mounted;
}

const rows = (element: HTMLElement): HTMLElement[] => findAll(element, '.run');
const words = (element: HTMLElement): string[] => findAll(element, '.run .line b').map(textOf);
const states = (element: HTMLElement): string[] => findAll(element, '.step .word').map(textOf);

function action(element: HTMLElement, place: number, name: string): HTMLElement {
  const row = rows(element)[place];
  if (row === undefined) throw new Error(`There is no run ${place}.`);
  return find(row, `[data-action=${name}]`);
}

/** What has the focus, through open shadow trees. */
function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

afterEach(() => vi.restoreAllMocks());

describe('a page that is opened', () => {
  it('shows a run that goes on by itself as it goes on, and does not end it when the flow is left', async () => {
    const runs = [pastRun('done', 'succeeded', 1), pastRun('live', 'running', 2)];
    const { element, engine } = await opened(runs, (each) => each.goingOn.add('live'), 'running');
    await expect.poll(() => findAll(element, '.partial').length).toBe(1);
    expect(states(element)).toEqual(['Running', 'Waiting', 'Waiting', 'Waiting']);
    expect(textOf(find(element, 'button.primary'))).toBe('Running');
    const [signal] = engine.followed;
    element.remove();
    await settled(element);
    expect(signal?.aborted).toBe(false);
  });

  it('ends such a run when somebody presses Cancel', async () => {
    const runs = [pastRun('live', 'running', 2)];
    const { element, engine } = await opened(runs, (each) => each.goingOn.add('live'), 'running');
    await expect.poll(() => findAll(element, '.partial').length).toBe(1);
    find(element, 'button.cancel').click();
    await expect.poll(() => textOf(find(element, '.outcome'))).toContain('Cancelled');
    expect(engine.followed[0]?.aborted).toBe(true);
  });

  it('shows a run that was cut off last of all, with its inputs, and goes on with it', async () => {
    const { element, engine } = await opened([
      pastRun('cut', 'interrupted', 3),
      pastRun('old', 'succeeded', 9),
    ]);
    await expect
      .poll(() => findAll(element, '.interrupted .panel-title').map(textOf))
      .toEqual(['Interrupted']);
    expect(textOf(find(element, 'section.interrupted'))).toContain('1 of 4 steps are done.');
    expect(states(element)).toEqual(['Done', 'Stopped', 'Not started', 'Not started']);
    expect(findAll(element, 'textarea').map((field) => (field as HTMLTextAreaElement).value)).toEqual([
      'history\nspace',
    ]);
    expect(textOf(find(element, '.outcome-column [role=status]'))).toContain('The run was interrupted.');
    find(element, 'section.interrupted button').click();
    await expect.poll(() => textOf(find(element, '.outcome'))).toContain('Succeeded');
    expect(engine.resumed).toEqual(['cut']);
    expect(engine.given).toEqual([]);
  });

  it('leaves a run that was cut off before others in the list', async () => {
    const { element, engine } = await opened([
      pastRun('new', 'succeeded', 1),
      pastRun('cut', 'interrupted', 3),
    ]);
    await settled(element);
    expect(findAll(element, 'section.interrupted')).toHaveLength(0);
    action(element, 1, 'resume').click();
    await expect.poll(() => textOf(find(element, '.outcome'))).toContain('Succeeded');
    expect(engine.resumed).toEqual(['cut']);
  });
});

describe('the list of earlier runs', () => {
  it('says how each stands, when it was and what it was given', async () => {
    const { element } = await opened(pastRuns().slice(1));
    expect(words(element)).toEqual(['Succeeded', 'Failed', 'Running elsewhere', 'Cancelled', 'Timed out']);
    expect(textOf(rows(element)[1] ?? element)).toContain('kennedy.wav · history · politics');
    expect(textOf(rows(element)[1] ?? element)).toContain('No model "mistral" is at hand');
    expect(action(element, 2, 'delete').getAttribute('aria-disabled')).toBe('true');
    for (const button of findAll(find(element, '.history'), '.run button')) {
      expect(button.getAttribute('aria-label')).toMatch(/^(Resume|Open|Export|Delete) the run of /);
    }
  });

  it('follows a run of another tab to its end', async () => {
    const { element, engine } = await opened([pastRun('r1', 'running', 1), pastRun('r2', 'failed', 2)]);
    expect(words(element)).toEqual(['Running elsewhere', 'Failed']);
    engine.history.runs = [pastRun('r1', 'succeeded', 1), pastRun('r2', 'failed', 2)];
    await expect.poll(() => words(element)).toEqual(['Succeeded', 'Failed']);
    // None goes on: nothing more is looked at, until somebody comes back to the window.
    const asked = engine.history.queries.length;
    window.dispatchEvent(new Event('focus'));
    await expect.poll(() => engine.history.queries.length).toBe(asked + 1);
    element.remove();
    window.dispatchEvent(new Event('focus'));
    await settled(element);
    expect(engine.history.queries).toHaveLength(asked + 1);
  });

  it('says that there is nothing yet, and that nothing outlives the page where there is no database', async () => {
    const { element } = await opened([]);
    expect(textOf(find(element, '.history'))).toContain('Nothing has run yet.');
    expect(findAll(element, '.filters')).toHaveLength(0);
    const fault = new FlowError('storage_unavailable', 'This browser gives the page no IndexedDB.');
    const without = await opened([], ({ history }) => {
      history.fault = fault;
    });
    expect(textOf(find(without.element, '.history'))).toContain(
      'Runs are kept only until this page is closed.',
    );
    without.engine.history.fault = undefined;
    find(without.element, '.history .more').click();
    await expect.poll(() => textOf(find(without.element, '.history'))).toContain('Nothing has run yet.');
  });

  it('is searched by text and by how runs ended', async () => {
    const { element, engine } = await opened(pastRuns().slice(1));
    const field = find(element, '.filters input');
    type(field, 'MEMO');
    await expect.poll(() => words(element)).toEqual(['Succeeded']);
    expect(textOf(find(element, '.said'))).toBe('1 run found.');
    type(field, 'nothing like that');
    await expect.poll(() => textOf(find(element, '.history'))).toContain('No earlier run fits.');
    find(element, '.empty button').click();
    await expect.poll(() => words(element).length).toBe(5);
    const select = find(element, '.filters select') as HTMLSelectElement;
    select.value = 'failed';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await expect.poll(() => words(element)).toEqual(['Failed']);
    expect(engine.history.queries.at(-1)).toMatchObject({ flow: 'voice-note', status: 'failed' });
  });

  it('shows a few at first, and more when they are asked for', async () => {
    const many = Array.from({ length: 23 }, (_, place) => pastRun(`r${place}`, 'succeeded', place + 1));
    const { element } = await opened(many);
    expect(rows(element)).toHaveLength(10);
    find(element, '.history .more').click();
    await expect.poll(() => rows(element).length).toBe(20);
    await expect.poll(() => focused()).toBe(action(element, 10, 'open'));
    find(element, '.history .more').click();
    await expect.poll(() => rows(element).length).toBe(23);
    expect(findAll(element, '.history .more')).toHaveLength(0);
  });

  it('asks before it deletes, and keeps the focus where it was', async () => {
    const { element, engine } = await opened(pastRuns().slice(1));
    action(element, 0, 'delete').click();
    await expect.poll(() => textOf(focused() ?? element)).toBe('Keep');
    (focused() as HTMLElement).click();
    await expect.poll(() => findAll(element, '.asked').length).toBe(0);
    await expect.poll(() => focused()).toBe(action(element, 0, 'delete'));
    expect(engine.history.runs).toHaveLength(5);
    action(element, 0, 'delete').click();
    await expect.poll(() => findAll(element, '.danger').length).toBe(1);
    find(element, '.danger').click();
    await expect
      .poll(() => words(element))
      .toEqual(['Failed', 'Running elsewhere', 'Cancelled', 'Timed out']);
    await expect.poll(() => focused()).toBe(action(element, 0, 'resume'));
    expect(textOf(find(element, '.said'))).toBe('1 run deleted.');
  });

  it('asks before it deletes all, and leaves a run that goes on', async () => {
    const { element, engine } = await opened(pastRuns().slice(1));
    engine.history.kept.add('r4');
    find(element, '.delete-all').click();
    await expect.poll(() => textOf(focused() ?? element)).toBe('Keep');
    expect(textOf(find(element, '.asked-all'))).toContain('Delete all 5 earlier runs of this flow for good?');
    focused()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    await expect.poll(() => findAll(element, '.asked-all').length).toBe(0);
    await expect.poll(() => focused()).toBe(find(element, '.delete-all'));
    expect(engine.history.runs).toHaveLength(5);
    find(element, '.delete-all').click();
    await expect.poll(() => findAll(element, '.asked-all .danger').map(textOf)).toEqual(['Delete 5 runs']);
    find(element, '.asked-all .danger').click();
    await expect.poll(() => words(element)).toEqual(['Running elsewhere']);
    await expect
      .poll(() => textOf(find(element, '.said')))
      .toBe('4 runs deleted. 1 run goes on, and was left.');
    await expect.poll(() => focused()).toBe(find(element, '.history h3'));
  });

  it('deletes and exports only what is looked for', async () => {
    const { element, engine } = await opened(pastRuns().slice(1));
    type(find(element, '.filters input'), 'memo');
    await expect.poll(() => words(element)).toEqual(['Succeeded']);
    expect(findAll(element, '.whole button').map(textOf)).toEqual(['Import', 'Export these', 'Delete these']);
    find(element, '.delete-all').click();
    await expect
      .poll(() => findAll(element, '.asked-all').map(textOf).join())
      .toContain('Delete the 1 earlier run of this flow that fits the search for good?');
    // What comes in after the question is not what was asked about.
    engine.history.runs = [
      pastRun('r9', 'succeeded', 0, { summary: 'memo of today.wav' }),
      ...engine.history.runs,
    ];
    find(element, '.asked-all .danger').click();
    await expect
      .poll(() => engine.history.runs.map(({ entry }) => entry.executionId))
      .toEqual(['r9', 'r3', 'r4', 'r5', 'r6']);
  });

  it('opens a run in the place of the current one, with its inputs in the form', async () => {
    const { element, engine } = await opened(pastRuns().slice(1));
    action(element, 1, 'open').click();
    await expect.poll(() => states(element)).toEqual(['Done', 'Done', 'Failed', 'Skipped']);
    expect(textOf(find(element, '.result'))).toContain('Failed');
    expect((find(element, 'textarea') as HTMLTextAreaElement).value).toBe('history\nspace');
    expect(textOf(find(element, 'button.primary'))).toBe('Run again');
    expect(rows(element)[1]?.getAttribute('aria-current')).toBe('true');
    // It can go on, too.
    find(element, 'button.resume').click();
    await expect.poll(() => textOf(find(element, '.outcome'))).toContain('Succeeded');
    expect(engine.resumed).toEqual(['r3']);
    expect(findAll(element, 'button.resume')).toHaveLength(0);
    expect(findAll(element, '.earlier-note')).toHaveLength(0);
  });

  it('marks a run that was opened, and leads back to the form and the result that were there', async () => {
    const { element } = await opened(pastRuns().slice(1));
    const field = find(element, 'textarea') as HTMLTextAreaElement;
    await element.run();
    await settled(element);
    type(field, 'half a thou');
    action(element, 1, 'open').click();
    await expect.poll(() => findAll(element, '.earlier-note').map(textOf).join()).toMatch(/^Earlier run · /);
    await expect.poll(() => focused()).toBe(find(element, '.earlier-note'));
    expect(field.value).toBe('history\nspace');
    // Another one in its place still leads back to where one came from.
    action(element, 3, 'open').click();
    await expect.poll(() => textOf(find(element, '.outcome'))).toContain('Cancelled');
    find(element, '.earlier-note .back').click();
    await expect.poll(() => textOf(find(element, '.outcome'))).toContain('Succeeded');
    expect(findAll(element, '.earlier-note')).toHaveLength(0);
    expect(field.value).toBe('half a thou');
    await expect.poll(() => focused()).toBe(find(element, 'button.primary'));
  });

  it('goes back when the run that is open is deleted', async () => {
    const { element } = await opened(pastRuns().slice(1));
    action(element, 1, 'open').click();
    await expect.poll(() => findAll(element, '.earlier-note').length).toBe(1);
    action(element, 1, 'delete').click();
    await expect.poll(() => findAll(element, '.danger').length).toBe(1);
    find(element, '.danger').click();
    await expect.poll(() => findAll(element, '.earlier-note').length).toBe(0);
    expect(findAll(element, '.result')).toHaveLength(0);
    expect(textOf(find(element, 'button.primary'))).toBe('Run');
  });

  it('opens a run of another tab as it stands, without a way to go on with it here', async () => {
    const { element, engine } = await opened([pastRun('r1', 'succeeded', 1), pastRun('r2', 'running', 2)]);
    action(element, 1, 'open').click();
    await expect.poll(() => findAll(element, 'section.interrupted').map(textOf)).toHaveLength(1);
    expect(textOf(find(element, 'section.interrupted'))).toContain('Running elsewhere');
    expect(findAll(element, 'button.resume')).toHaveLength(0);
    expect(textOf(find(element, '.outcome-column [role=status]'))).toContain('goes on in another tab');
    engine.history.runs = [pastRun('r1', 'succeeded', 1), pastRun('r2', 'failed', 2)];
    find(element, 'section.interrupted button').click();
    await expect.poll(() => textOf(find(element, '.outcome'))).toContain('Failed');
    expect(findAll(element, '.earlier-note')).toHaveLength(1);
  });

  it('goes on with a run of the list, with the focus on a button that stays', async () => {
    const { element, engine } = await opened(pastRuns().slice(1), undefined, 'running');
    action(element, 1, 'resume').focus();
    action(element, 1, 'resume').click();
    await expect.poll(() => engine.resumed).toEqual(['r3']);
    await expect.poll(() => focused()).toBe(find(element, 'button.primary'));
    expect(textOf(find(element, 'button.primary'))).toBe('Running');
  });

  it('shows a run of an earlier version of the flow by that version, and says so', async () => {
    const old = pastRun('old', 'succeeded', 1, { text: 'name: as-it-was' });
    const { element } = await opened([old]);
    action(element, 0, 'open').click();
    await expect
      .poll(() => textOf(find(element, '.outcome-column')))
      .toContain('an earlier version of the flow');
    await element.run();
    await settled(element);
    expect(textOf(find(element, '.outcome-column'))).not.toContain('an earlier version of the flow');
  });

  it('gives runs away as one file, and takes them from one', async () => {
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    const { element, engine } = await opened(pastRuns().slice(1, 3));
    action(element, 0, 'export').click();
    await expect.poll(() => engine.history.exported).toEqual([['r2']]);
    await expect.poll(() => saved).toHaveLength(1);
    expect(saved[0]).toMatch(/^voice-note-\d{4}-\d\d-\d\d\.runs\.zip$/);
    find(element, '.whole button:nth-of-type(2)').click();
    await expect.poll(() => engine.history.exported.at(-1)).toEqual(['r2', 'r3']);
    const elsewhere = pastRun('r9', 'succeeded', 5);
    engine.history.arriving = [
      pastRun('r8', 'succeeded', 4),
      { ...elsewhere, entry: { ...elsewhere.entry, flow: 'another' } },
    ];
    await choose(element);
    await expect.poll(() => words(element)).toHaveLength(3);
    await expect
      .poll(() => textOf(find(element, '.said')))
      .toBe('2 runs imported. 1 run of other flows: on the pages of those.');
  });

  it('tells what is wrong with a file, and keeps its runs', async () => {
    const { element, engine } = await opened(pastRuns().slice(1));
    engine.history.importFault = new FlowError(
      'archive_damaged',
      'The file of runs is damaged: it was cut short.',
    );
    await choose(element);
    await expect
      .poll(() => findAll(find(element, '.history'), '[role=alert]').map(textOf).join())
      .toContain('The file of runs is damaged');
    expect(words(element)).toHaveLength(5);
  });

  it('has a run that has just ended, and offers to resume one that failed', async () => {
    const { element, engine } = await opened([], undefined, 'failed');
    await element.run();
    await settled(element);
    // It was not written down, as with durability: none.
    expect(findAll(element, 'button.resume')).toHaveLength(0);
    engine.history.runs = [pastRun('run-1', 'failed', 0)];
    await element.run();
    await expect
      .poll(() => findAll(element, 'button.resume').map(textOf))
      .toEqual(['Resume from failed step']);
    await expect.poll(() => words(element)).toEqual(['Failed']);
  });

  it('can be left away', async () => {
    const { element } = await mount(scene('voice'), (each) => {
      each.noHistory = true;
    });
    expect(findAll(element, '.history')).toHaveLength(0);
  });
});

/** Chooses a file for the import, as the browser's own window does. */
async function choose(element: HTMLElement): Promise<void> {
  const chooser = find(element, '.whole input') as HTMLInputElement;
  const transfer = new DataTransfer();
  transfer.items.add(new File(['zip'], 'a.runs.zip'));
  chooser.files = transfer.files;
  chooser.dispatchEvent(new Event('change'));
}
