import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { InputDefinition } from '../../flow/inputs/input-definition.ts';
import { baseStyles, buttonStyles } from '../base-styles.ts';
import { acceptsFile } from './accepts-file.ts';
import { acceptOf, controlFor } from './control.ts';
import { type Draft, type Drafts, draftOf, isEmptyDraft, startDrafts } from './draft.ts';
import { fieldIds } from './field-frame.ts';
import { renderField } from './fields.ts';
import { formStyles } from './form-styles.ts';
import { type FieldFaults, type FormReading, readForm } from './read-form.ts';

/** The form made from a flow's inputs. Says `form-changed` with the input's name; the values are read when asked for. */
@customElement('prompt-flow-form')
export class InputForm extends LitElement {
  static override styles = [baseStyles, buttonStyles, formStyles];

  @property({ attribute: false }) inputs: readonly InputDefinition[] = [];
  @property({ attribute: false }) preset: Readonly<Record<string, unknown>> | undefined;
  @property({ attribute: false }) faults: FieldFaults = {};
  @state() private drafts: Drafts = {};

  /** What the fields say now. */
  read(): FormReading {
    return readForm(this.inputs, this.drafts);
  }

  /** Fills fields; those that are not named keep what they have, or go back to their default with `clear`. */
  fill(values: Readonly<Record<string, unknown>>, clear = false): void {
    const next: Record<string, Draft> = { ...(clear ? startDrafts(this.inputs) : this.drafts) };
    for (const input of this.inputs) {
      if (Object.hasOwn(values, input.name)) next[input.name] = draftOf(input, values[input.name]);
    }
    this.drafts = next;
  }

  /** Keeps what stands in the fields, also what is no value yet. Call what it gives to put it back. */
  keep(): () => void {
    const { drafts } = this;
    return () => {
      this.drafts = drafts;
    };
  }

  /** Moves the focus to the first field with a fault. */
  focusFirstFault(): void {
    const field = this.renderRoot.querySelector<HTMLElement>('[data-faulty]');
    const control = field?.querySelector<HTMLElement>('input, textarea, select, [tabindex]');
    control?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('inputs')) this.drafts = startDrafts(this.inputs, this.preset);
    else if (changed.has('preset') && this.preset !== undefined) this.fill(this.preset);
  }

  override render(): TemplateResult {
    return html`<div class="fields" @keydown=${this.keydown}>
      ${repeat(
        this.inputs,
        ({ name }) => name,
        (input) => {
          const draft = this.drafts[input.name];
          return draft === undefined
            ? ''
            : renderField({
                input,
                draft,
                faults: this.faults[input.name] ?? [],
                ids: fieldIds(input.name),
                change: (next) => this.change(input.name, next),
              });
        },
      )}
    </div>`;
  }

  private change(name: string, draft: Draft): void {
    this.drafts = { ...this.drafts, [name]: draft };
    this.dispatchEvent(new CustomEvent('form-changed', { detail: name }));
  }

  /** Enter in a field of one line runs the flow, as in any form. */
  private keydown(event: KeyboardEvent): void {
    const inLine = event.target instanceof HTMLInputElement && ['text', 'number'].includes(event.target.type);
    // While an input method composes, Enter only takes its suggestion.
    if (event.key !== 'Enter' || event.isComposing || !inLine || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('run-requested'));
  }

  /** Gives a pasted file to the first file field that takes it, an empty one before a filled one. */
  takePasted(event: ClipboardEvent): void {
    const file = event.clipboardData?.files[0];
    if (file === undefined || event.defaultPrevented) return;
    const takers = this.inputs.filter(
      (input) => controlFor(input) === 'file' && acceptsFile(acceptOf(input), file),
    );
    const empty = takers.find(({ name }) => {
      const draft = this.drafts[name];
      return draft !== undefined && isEmptyDraft(draft);
    });
    const taker = empty ?? takers[0];
    if (taker === undefined) return;
    event.preventDefault();
    this.change(taker.name, { kind: 'file', file });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-form': InputForm;
  }
}
