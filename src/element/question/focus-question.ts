/** The element that has the focus, looked for through open shadow trees. */
function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** The element around, also across the border of a shadow tree. */
function parentOf(node: Node): Node | null {
  return node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

/** The `<prompt-flow>` and the `<prompt-flow-question>` that a node stands in, the nearest of each. */
function enclosing(node: Node | null, name: string): Node | undefined {
  for (let each = node; each !== null; each = parentOf(each)) {
    if (each instanceof Element && each.localName === name) return each;
  }
  return undefined;
}

/**
 * Whether a question may take the focus: nothing has it, or a part of the same flow that is no field.
 * Who writes, answers another question or works elsewhere in the page is left alone.
 */
export function mayTakeFocus(question: HTMLElement): boolean {
  // To focus something in a page that has not the focus could draw it out of the page around.
  if (!document.hasFocus()) return false;
  const active = focused();
  if (active === null || active === document.body || active === document.documentElement) return true;
  if (active.matches('input, textarea, select, audio, video, iframe, [contenteditable]')) return false;
  if (enclosing(active, 'prompt-flow-question') !== undefined) return false;
  return enclosing(active, 'prompt-flow') === enclosing(question, 'prompt-flow');
}
