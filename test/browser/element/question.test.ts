import { expect, test } from 'vitest';
import '../../../src/element/index.ts';
import type { PromptFlow } from '../../../src/element/index.ts';
import { find, findAll, textOf, type } from './mount.ts';

/** On the real engine, in its worker. */
async function ask(config: string): Promise<PromptFlow> {
  document.body.replaceChildren();
  const element = document.createElement('prompt-flow');
  element.source = `name: review
steps:
  - {name: ask, executor: approval, config: ${config}}
outputs:
  - {name: said, value: "{{ steps.ask.comment | default('nothing') }}"}
  - {name: yes, value: "{{ steps.ask.approved }}"}
`;
  const loaded = new Promise((resolve) => element.addEventListener('flow-loaded', resolve, { once: true }));
  document.body.append(element);
  await loaded;
  return element;
}

const inQuestion = (element: PromptFlow, selector: string): HTMLElement[] =>
  findAll(element, 'prompt-flow-question').flatMap((question) => findAll(question, selector));

const button = (element: PromptFlow, words: string): HTMLElement | undefined =>
  inQuestion(element, 'button').find((each) => textOf(each) === words);

test('a step asks, its form is filled in, and the run goes on with the answer', async () => {
  const element = await ask('{message: "Is it good?", form: [{name: comment, validation: {min_length: 3}}]}');
  const result = element.run();
  await expect.poll(() => inQuestion(element, '.message').map(textOf)).toEqual(['Is it good?']);
  await expect.poll(() => textOf(find(element, '[role=status]'))).toBe('Step ask asks: Is it good?');
  const field = find(find(element, 'prompt-flow-question'), 'textarea, input');
  type(field, 'no');
  button(element, 'Send')?.click();
  // The engine does not take it; the question stays open, with what is wrong at its field.
  await expect.poll(() => inQuestion(element, '[data-faulty]').map(textOf).join()).toContain('3 characters');
  type(field, 'fine');
  button(element, 'Send')?.click();
  expect(await result).toMatchObject({ success: true, outputs: { said: 'fine', yes: true } });
  await expect.poll(() => findAll(element, 'prompt-flow-question').length).toBe(0);
});

test('no is an answer, and needs nothing filled in', async () => {
  const element = await ask('{message: "Go on?"}');
  const result = element.run();
  await expect.poll(() => button(element, 'Decline')).toBeDefined();
  expect(button(element, 'Approve')).toBeDefined();
  button(element, 'Decline')?.click();
  expect(await result).toMatchObject({ success: true, outputs: { yes: false } });
});
