import { describe, expect, it } from 'vitest';
import '../../../src/element/index.ts';
import type { PromptFlow } from '../../../src/element/index.ts';
import { FlowError } from '../../../src/errors/index.ts';
import { asked, runScenes } from '../../element/harness/run-scenes.ts';
import type { ScriptedFlow } from '../../element/harness/scripted-engine.ts';
import { find, findAll, type Mounted, mount, settled, textOf, type } from './mount.ts';

function scene(name: string): ScriptedFlow {
  const flow = runScenes[name];
  if (flow === undefined) throw new Error(`No scene ${name}.`);
  return flow;
}

const inQuestion = (element: PromptFlow, selector: string): HTMLElement[] =>
  findAll(element, 'prompt-flow-question').flatMap((question) => findAll(question, selector));

function buttonIn(root: ParentNode, words: string): HTMLElement {
  const button = findAll(root, 'button').find((each) => textOf(each) === words);
  if (button === undefined) throw new Error(`No button "${words}".`);
  return button;
}

const field = (element: PromptFlow, name: string): HTMLElement =>
  find(find(element, 'prompt-flow-question'), `[name=${name}]`);

const press = (target: HTMLElement, more: KeyboardEventInit = {}): boolean =>
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true, ...more }),
  );

/** The element with the focus, through shadow trees. */
function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** A run up to its question. */
async function asking(name: string, setUp?: (element: PromptFlow) => void): Promise<Mounted> {
  const mounted = await mount(scene(name), setUp);
  void mounted.element.run();
  await expect.poll(() => inQuestion(mounted.element, 'button').length).toBeGreaterThan(0);
  await settled(mounted.element);
  return mounted;
}

describe('a question', () => {
  it('shows the message, the form of its inputs and two answers', async () => {
    const { element } = await asking('asks');
    expect(inQuestion(element, 'prompt-flow-text').map((text) => textOf(find(text, 'p')))).toEqual([
      'What goes out with the reply?',
    ]);
    const names = inQuestion(element, '.field').map((each) => each.dataset['input']);
    expect(names).toEqual(['subject', 'tone', 'discount', 'attachment']);
    expect(inQuestion(element, '.answers button').map(textOf)).toEqual(['Send', 'Decline']);
  });

  it('goes to the run and step that asked, and is gone when it is answered', async () => {
    const { element, engine } = await asking('asks');
    type(field(element, 'subject'), 'Your parcel');
    await settled(element);
    buttonIn(find(element, 'prompt-flow-question'), 'Send').click();
    await expect.poll(() => findAll(element, '.result').length).toBe(1);
    expect(engine.answers).toEqual([{ ...asked, values: { subject: 'Your parcel', tone: 'plain' } }]);
    expect(findAll(element, 'prompt-flow-question')).toHaveLength(0);
    const [, review] = findAll(element, 'prompt-flow-step');
    expect(review && findAll(review, '.tag').map(textOf)).toEqual(['Approved']);
    expect(review && findAll(review, 'dt').map(textOf)).toEqual(
      expect.arrayContaining(['subject', 'approved', 'answered_at']),
    );
  });

  it('can be declined, whatever is in its form', async () => {
    const { element, engine } = await asking('asks');
    buttonIn(element, 'Decline').click();
    await expect.poll(() => findAll(element, '.tag').map(textOf)).toEqual(['Declined']);
    expect(engine.answers).toEqual([{ ...asked, values: { approved: false } }]);
  });

  it('is sent once, however often it is clicked', async () => {
    const { element, engine } = await asking('asks-yes-or-no');
    const approve = buttonIn(element, 'Approve');
    const decline = buttonIn(element, 'Decline');
    approve.click();
    approve.click();
    decline.click();
    await expect.poll(() => findAll(element, '.result').length).toBe(1);
    expect(engine.answers).toEqual([{ ...asked, values: {} }]);
  });

  it('has its yes and no in the form where that asks for them', async () => {
    const { element, engine } = await asking('asks-approved');
    expect(inQuestion(element, '.answers button').map(textOf)).toEqual(['Send']);
    buttonIn(element, 'Send').click();
    await expect.poll(() => engine.answers).toEqual([{ ...asked, values: { approved: false } }]);
  });

  it('stays open with every fault beside its field', async () => {
    const { element, engine } = await asking('asks');
    type(field(element, 'discount'), '40');
    await settled(element);
    buttonIn(element, 'Send').click();
    await expect
      .poll(() => inQuestion(element, '[data-faulty]').map((each) => each.dataset['input']))
      .toEqual(['subject', 'discount']);
    expect(inQuestion(element, '.fault').map(textOf).join(' ')).toContain('"discount" is 40');
    expect(focused()).toBe(field(element, 'subject'));
    // The flow's own form has no part in it.
    expect(textOf(find(element, '.run-note'))).toBe('');
    type(field(element, 'subject'), 'Your parcel');
    type(field(element, 'discount'), '10');
    await settled(element);
    expect(inQuestion(element, '[data-faulty]')).toHaveLength(0);
    buttonIn(element, 'Send').click();
    await expect.poll(() => findAll(element, '.result').length).toBe(1);
    expect(engine.answers.at(-1)?.values).toEqual({ subject: 'Your parcel', tone: 'plain', discount: 10 });
  });

  it('says why an answer was not taken, and can be answered again', async () => {
    const gone = new FlowError('not_waiting', 'Nobody waits.', { hint: 'It was answered already.' });
    const { element, engine } = await mount({ ...scene('asks-yes-or-no'), refuses: () => gone });
    void element.run();
    await expect.poll(() => inQuestion(element, 'button').length).toBe(2);
    buttonIn(element, 'Approve').click();
    await expect
      .poll(() => inQuestion(element, '[role=alert]').map(textOf))
      .toEqual(['Nobody waits. It was answered already.']);
    engine.flow = scene('asks-yes-or-no');
    buttonIn(element, 'Approve').click();
    await expect.poll(() => findAll(element, '.result').length).toBe(1);
  });

  it('counts down to its deadline', async () => {
    const { element } = await asking('asks-in-time');
    const left = (): string | undefined => inQuestion(element, '[role=timer]').map(textOf)[0];
    expect(left()).toMatch(/^2 min \d s left$/);
    const before = left();
    await expect.poll(left).not.toBe(before);
    const { element: timeless } = await asking('asks');
    expect(inQuestion(timeless, '[role=timer]')).toHaveLength(0);
  });
});

describe('the keyboard', () => {
  it('answers from a field of one line, and from any with Ctrl', async () => {
    const first = await asking('asks');
    type(field(first.element, 'subject'), 'Your parcel');
    await settled(first.element);
    press(field(first.element, 'subject'));
    await expect.poll(() => first.engine.answers.length).toBe(1);
    const second = await asking('asks');
    type(field(second.element, 'subject'), 'Your parcel');
    await settled(second.element);
    press(field(second.element, 'tone'), { ctrlKey: true });
    await expect.poll(() => second.engine.answers.length).toBe(1);
    await expect.poll(() => findAll(second.element, '.result').length).toBe(1);
    expect(second.engine.given).toHaveLength(1);
  });

  it('is led to the question, and not to a button that a second Enter would press', async () => {
    const { element } = await mount(scene('asks'));
    find(element, 'button.primary').focus();
    find(element, 'button.primary').click();
    await expect.poll(() => inQuestion(element, 'button').length).toBe(2);
    await settled(element);
    expect(focused()).toBe(inQuestion(element, '[role=group].question')[0]);
  });

  it('is not taken from who is writing elsewhere', async () => {
    const note = document.createElement('textarea');
    const { element } = await mount(scene('asks'));
    document.body.append(note);
    note.focus();
    void element.run();
    await expect.poll(() => inQuestion(element, 'button').length).toBe(2);
    await settled(element);
    expect(focused()).toBe(note);
  });

  it('stays at the step when the question goes', async () => {
    const { element } = await asking('asks-yes-or-no');
    const approve = buttonIn(element, 'Approve');
    approve.focus();
    approve.click();
    await expect.poll(() => findAll(element, 'prompt-flow-question').length).toBe(0);
    await expect.poll(() => focused()?.getAttribute('aria-label')).toBe('Step review');
  });
});

describe('a question that is out of sight', () => {
  it('is announced, and shows beside Run and in the step', async () => {
    const { element } = await asking('asks');
    expect(textOf(find(element, '[role=status]'))).toBe('Step review asks: What goes out with the reply?');
    expect(textOf(find(element, '.actions button.primary'))).toBe('Waiting');
    expect(textOf(find(element, '.asking-note'))).toContain('Step review waits for your answer.');
    expect(findAll(element, '.step .word').map(textOf)).toEqual(['Done', 'Asks you', 'Waiting']);
    buttonIn(element, 'Decline').click();
    await expect.poll(() => findAll(element, '.asking-note').length).toBe(0);
  });

  it('keeps what was filled in while its step is folded, and is led back to', async () => {
    const { element } = await asking('asks');
    type(field(element, 'subject'), 'Your parcel');
    const [, review] = findAll(element, 'prompt-flow-step');
    if (review === undefined) throw new Error('No second step.');
    find(review, 'button.fold').click();
    await settled(element);
    expect(find(element, 'prompt-flow-question').checkVisibility()).toBe(false);
    expect(textOf(find(review, '.folded-question'))).toContain('It waits for your answer.');
    buttonIn(element, 'Go to the question').click();
    await settled(element);
    expect(find(element, 'prompt-flow-question').checkVisibility()).toBe(true);
    expect(field(element, 'subject')).toHaveProperty('value', 'Your parcel');
    expect(focused()).toBe(inQuestion(element, '.question')[0]);
  });

  it('ends with its run', async () => {
    const { element } = await asking('asks');
    find(element, 'button.cancel').click();
    await expect.poll(() => textOf(find(element, '.outcome'))).toContain('Cancelled');
    expect(findAll(element, 'prompt-flow-question')).toHaveLength(0);
  });
});

describe('files of a question', () => {
  const image = (): File => new File(['x'], 'label.png', { type: 'image/png' });

  it('are chosen, and pasted past the form of the flow', async () => {
    const { element, engine } = await asking('asks');
    type(field(element, 'subject'), 'Your parcel');
    const clipboardData = new DataTransfer();
    clipboardData.items.add(image());
    field(element, 'subject').dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }),
    );
    await expect.poll(() => inQuestion(element, '.chosen').length).toBe(1);
    buttonIn(element, 'Send').click();
    await expect.poll(() => engine.answers.length).toBe(1);
    expect(engine.answers[0]?.values['attachment']).toBeInstanceOf(File);
  });
});

/** On the real engine, in its worker. */
async function load(config: string): Promise<PromptFlow> {
  document.body.replaceChildren();
  const element = document.createElement('prompt-flow');
  element.source = `name: review
steps:
  - {name: ask, executor: approval, config: ${config}}
outputs:
  - {name: said, value: "{{ steps.ask.comment | default('nothing') }}"}
  - {name: yes, value: "{{ steps.ask.approved }}"}
config: {output: {format: yaml}}
`;
  const loaded = new Promise((resolve) => element.addEventListener('flow-loaded', resolve, { once: true }));
  document.body.append(element);
  await loaded;
  return element;
}

describe('on the real engine', () => {
  it('a step asks, its form is filled in, and the run goes on with the answer', async () => {
    const element = await load(
      '{message: "Is it good?", form: [{name: comment, validation: {min_length: 3}}], timeout: 600}',
    );
    const result = element.run();
    await expect.poll(() => textOf(find(element, '[role=status]'))).toBe('Step ask asks: Is it good?');
    await expect.poll(() => inQuestion(element, '[role=timer]').map(textOf).join()).toContain('left');
    type(field(element, 'comment'), 'no');
    buttonIn(element, 'Send').click();
    await expect
      .poll(() => inQuestion(element, '[data-faulty]').map(textOf).join())
      .toContain('3 characters');
    type(field(element, 'comment'), 'fine');
    await settled(element);
    buttonIn(element, 'Send').click();
    expect(await result).toMatchObject({ success: true, outputs: { said: 'fine', yes: true } });
    await expect.poll(() => findAll(element, 'prompt-flow-question').length).toBe(0);
    await settled(element);
    expect(textOf(find(element, '.formatted pre'))).toContain('said: fine');
    await expect.poll(() => findAll(element, '.result button').map(textOf)).toContain('Download trace');
  });

  it('what the form cannot read and what the engine does not take stand beside their fields at once', async () => {
    const element = await load('{message: "How?", form: [comment, {name: options, type: object}]}');
    const result = element.run();
    await expect.poll(() => inQuestion(element, 'button').length).toBe(2);
    type(field(element, 'options'), '{ broken');
    await settled(element);
    buttonIn(element, 'Send').click();
    await expect.poll(() => inQuestion(element, '.fault').length).toBe(2);
    const [comment, options] = inQuestion(element, '.fault').map(textOf);
    expect(comment).toContain('required');
    expect(options).toContain('not valid JSON');
    element.cancel();
    expect(await result).toMatchObject({ status: 'cancelled' });
  });

  it('no is an answer, and needs nothing filled in', async () => {
    const element = await load('{message: "Go on?", form: [comment]}');
    const result = element.run();
    await expect.poll(() => inQuestion(element, 'button').length).toBe(2);
    buttonIn(element, 'Decline').click();
    expect(await result).toMatchObject({ success: true, outputs: { said: 'nothing', yes: false } });
  });

  it('takes a file as an answer', async () => {
    const element = await load('{message: "Which label?", form: [{name: label, type: image}]}');
    const result = element.run();
    await expect.poll(() => inQuestion(element, 'input[type=file]').length).toBe(1);
    const transfer = new DataTransfer();
    const canvas = new OffscreenCanvas(1, 1);
    canvas.getContext('2d');
    const picture = await canvas.convertToBlob({ type: 'image/png' });
    transfer.items.add(new File([picture], 'label.png', { type: 'image/png' }));
    const input = field(element, 'label');
    if (!(input instanceof HTMLInputElement)) throw new TypeError('No file field.');
    input.files = transfer.files;
    input.dispatchEvent(new Event('change'));
    await settled(element);
    buttonIn(element, 'Send').click();
    const { success, steps } = await result;
    expect(success).toBe(true);
    expect(steps['ask']?.outputs['label']).toMatchObject({ name: 'label.png', type: 'image/png' });
    await expect
      .poll(() => findAll(element, 'prompt-flow-step prompt-flow-image, prompt-flow-image').length)
      .toBeGreaterThan(0);
  });
});
