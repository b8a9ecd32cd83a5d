import '../../../src/element/index.ts';
import type { PromptFlow } from '../../../src/element/index.ts';
import { ScriptedEngine, type ScriptedFlow } from '../../element/harness/scripted-engine.ts';

export interface Mounted {
  readonly element: PromptFlow;
  readonly engine: ScriptedEngine;
}

/** Puts an element on a scripted engine into the page and waits until its form is there. */
export async function mount(
  flow: ScriptedFlow,
  setUp: (element: PromptFlow) => void = () => {},
): Promise<Mounted> {
  document.body.replaceChildren();
  const element = document.createElement('prompt-flow');
  const engine = new ScriptedEngine(flow);
  element.engine = engine;
  element.source = 'name: scripted';
  setUp(element);
  const loaded = new Promise((resolve) => element.addEventListener('flow-loaded', resolve, { once: true }));
  document.body.append(element);
  await loaded;
  await settled(element);
  return { element, engine };
}

/** Waits until everything that was asked for is drawn. */
export async function settled(element: PromptFlow): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await element.updateComplete;
  }
}

/** All elements that a selector finds, through open shadow trees. */
export function findAll(root: ParentNode, selector: string): HTMLElement[] {
  const found = [...root.querySelectorAll<HTMLElement>(selector)];
  for (const each of root.querySelectorAll('*')) {
    if (each.shadowRoot !== null) found.push(...findAll(each.shadowRoot, selector));
  }
  if (root instanceof HTMLElement && root.shadowRoot !== null)
    found.push(...findAll(root.shadowRoot, selector));
  return found;
}

/** The one element that a selector finds first. */
export function find(root: ParentNode, selector: string): HTMLElement {
  const [first] = findAll(root, selector);
  if (first === undefined) throw new Error(`Nothing fits ${selector}.`);
  return first;
}

/** What a reader sees, as one line. */
export function textOf(element: Element): string {
  return element.textContent.replace(/\s+/g, ' ').trim();
}

/** Writes into a text field as typing does. */
export function type(field: HTMLElement, text: string): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
    throw new TypeError('Only a text field can be typed into.');
  }
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}
