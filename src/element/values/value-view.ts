import { css, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../base-styles.ts';
import { labelsStyles } from './labels-value.ts';
import { listStyles } from './list-value.ts';
import { recordStyles } from './record-styles.ts';
import { tableStyles } from './table-value.ts';
import { kindOfValue } from './value-kind.ts';
import { valueRenderers } from './value-renderers.ts';
import { vectorStyles } from './vector-value.ts';

/** Shows any value by its kind. An element of its own, so a value that stays the same is not drawn again. */
@customElement('prompt-flow-value')
export class ValueView extends LitElement {
  static override styles = [
    baseStyles,
    labelsStyles,
    listStyles,
    recordStyles,
    tableStyles,
    vectorStyles,
    css`
      :host {
        min-inline-size: 0;
        container-type: inline-size;
      }
      .number {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) value: unknown;

  override render(): TemplateResult {
    return valueRenderers[kindOfValue(this.value)](this.value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-value': ValueView;
  }
}
