import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';

/**
 * Sets custom properties on an element through the CSSOM, from the place of an attribute.
 * Lit's `styleMap` writes a `style` attribute on the first render, which a strict security policy refuses.
 *
 * @example
 * html`<i class="bar" ${cssVariables({ '--share': '40%' })}></i>`
 */
class CssVariables extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('cssVariables stands in the place of an attribute.');
  }

  override render(_variables: Readonly<Record<`--${string}`, string>>): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [variables]: Parameters<this['render']>): typeof noChange {
    const { element } = part;
    if (element instanceof HTMLElement || element instanceof SVGElement) {
      for (const [name, value] of Object.entries(variables)) element.style.setProperty(name, value);
    }
    return noChange;
  }
}

export const cssVariables = directive(CssVariables);
