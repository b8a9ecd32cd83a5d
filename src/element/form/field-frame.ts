import { html, nothing, type TemplateResult } from 'lit';
import type { InputDefinition } from '../../flow/inputs/input-definition.ts';
import { readableName } from '../format/readable-name.ts';
import type { Draft } from './draft.ts';

/** Everything a field needs to draw itself and to say what was entered. */
export interface Field<D extends Draft = Draft> {
  readonly input: InputDefinition;
  readonly draft: D;
  readonly faults: readonly string[];
  /** The ids of the label, the control, the description and the faults, unique in the form. */
  readonly ids: { readonly label: string; readonly control: string; readonly describedBy: string };
  readonly change: (draft: D) => void;
}

export function fieldIds(name: string): Field['ids'] {
  return { label: `${name}-label`, control: `${name}-control`, describedBy: `${name}-about ${name}-faults` };
}

/** Label, description and faults around a control. A group of controls is no target for a `for`. */
export function fieldFrame(field: Field, control: TemplateResult, group = false): TemplateResult {
  const { input, faults, ids } = field;
  const mark = input.required
    ? html`<span class="mark required">Required</span>`
    : html`<span class="mark">Optional</span>`;
  const title = html`<span class="label-text">${readableName(input.name)}</span>`;
  return html`<div class="field" data-input=${input.name} ?data-faulty=${faults.length > 0}>
    <div class="head">
      ${
        group
          ? html`<span class="label" id=${ids.label}>${title}</span>`
          : html`<label class="label" id=${ids.label} for=${ids.control}>${title}</label>`
      }
      ${input.type === 'boolean' ? nothing : mark}
    </div>
    <p class="about" id="${input.name}-about">${input.description ?? ''}</p>
    ${control}
    ${faultList(field)}
  </div>`;
}

/** The faults of a field. Always there, so that its control can name it, and without blanks, so that it is `:empty`. */
export function faultList({ input, faults }: Pick<Field, 'input' | 'faults'>): TemplateResult {
  const sentences = faults.map((fault) => html`<p class="fault">${fault}</p>`);
  return html`<div class="faults" id="${input.name}-faults">${sentences}</div>`;
}
