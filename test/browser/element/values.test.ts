import '../../../src/element/values/value-view.ts';
import { describe, expect, it } from 'vitest';
import { find, findAll, textOf } from './mount.ts';

async function show(value: unknown): Promise<HTMLElement> {
  document.body.replaceChildren();
  const view = document.createElement('prompt-flow-value');
  view.value = value;
  document.body.append(view);
  await view.updateComplete;
  await new Promise((resolve) => requestAnimationFrame(resolve));
  return view;
}

describe('values', () => {
  it('shows labels in the order of their scores, with percentages', async () => {
    const view = await show([
      { label: 'low', score: 0.1 },
      { label: 'high', score: 0.9 },
    ]);
    expect(findAll(view, 'li').map(textOf)).toEqual(['high (best) 90.0%', 'low 10.0%']);
    const [best, other] = findAll(view, '.bar').map((bar) => getComputedStyle(bar, '::before').inlineSize);
    expect(Number.parseFloat(best ?? '')).toBeGreaterThan(8 * Number.parseFloat(other ?? ''));
  });

  it('claims no percentages for scores that are no shares', async () => {
    const view = await show([
      { label: 'a', score: 7.5 },
      { label: 'b', score: -2 },
    ]);
    expect(findAll(view, 'li').map(textOf)).toEqual(['a (best) 7.5', 'b -2']);
  });

  it('never reads text as markup', async () => {
    const view = await show('<img src=x onerror="window.hacked = 1">');
    expect(findAll(view, 'img')).toHaveLength(0);
    expect(textOf(find(view, 'p'))).toContain('<img');
  });

  it('folds long text until it is asked for', async () => {
    const view = await show('word '.repeat(1000));
    expect(find(view, 'p').textContent.length).toBeLessThan(3000);
    find(view, 'button').click();
    await expect.poll(() => find(view, 'p').textContent.length).toBe(5000);
  });

  it.each<[string, unknown]>([
    ['by itself', ' a cat.'],
    ['after the prompt', 'There was a cat.'],
    [
      'as the last of the messages',
      [
        { role: 'user', content: 'Who was there?' },
        { role: 'assistant', content: ' a cat.' },
      ],
    ],
  ])('shows once what a task has written and says again %s', async (_, generated_text) => {
    const view = await show([{ generated_text, text: ' a cat.', finish_reason: 'stop' }]);
    expect(findAll(view, 'dt').map(textOf)).toEqual(['text', 'finish_reason']);
    expect(findAll(view, 'p').map((each) => each.textContent)).toEqual([' a cat.', 'stop']);
  });

  it.each<[string, Record<string, unknown>]>([
    ['another text', { generated_text: 'a dog.', text: 'a cat.' }],
    ['what alone has been written', { generated_text: 'a dog.', score: 1 }],
  ])('shows %s', async (_, answer) => {
    const view = await show([answer]);
    expect(findAll(view, 'dt').map(textOf)).toEqual(Object.keys(answer));
  });

  it('says it when a file cannot be opened', async () => {
    const view = await show({
      kind: 'file',
      id: 'f',
      name: 'said.wav',
      type: 'audio/wav',
      size: 3,
      sha256: 'a',
    });
    await expect
      .poll(() => textOf(find(view, 'prompt-flow-audio').shadowRoot?.lastElementChild ?? view))
      .toContain('could not be opened');
  });

  it('unfolds a tree branch by branch, from the keyboard too', async () => {
    const view = await show({ outer: { inner: { deep: 'found' } }, vector: new Float32Array(384) });
    expect(findAll(view, 'li')).toHaveLength(2);
    const branch = find(view, 'button.branch');
    expect(branch.getAttribute('aria-expanded')).toBe('false');
    branch.click();
    await expect.poll(() => findAll(view, 'li').length).toBe(3);
    expect(textOf(find(view, 'ul'))).toContain('384 numbers');
  });

  it('draws a hundred of 100,000 items at a time', async () => {
    const items = Array.from({ length: 100_000 }, (_, index) => ({
      index,
      nested: { text: `item ${index}` },
    }));
    const view = await show(items);
    expect(findAll(view, 'li').length).toBe(101);
    find(view, 'button.more').click();
    await expect.poll(() => findAll(view, 'li').length).toBe(201);
  });
});
