import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, buttonStyles } from '../base-styles.ts';
import { formatNumber } from '../format/number.ts';
import type { ItemError } from './foreach-outputs.ts';

/** How many are shown at first, and how many more with each click. */
const FIRST = 10;
const MORE = 100;

/** What went wrong with single items of a list: which, and why. */
@customElement('prompt-flow-item-errors')
export class ItemErrors extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      ol {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 6px 12px;
      }
      li {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        align-items: baseline;
      }
      .item {
        color: var(--pf-bad);
        font-size: var(--pf-size-small);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .why {
        overflow-wrap: anywhere;
      }
      button {
        margin-block-start: 4px;
        margin-inline-start: -8px;
      }
    `,
  ];

  @property({ attribute: false }) errors: readonly ItemError[] = [];
  @state() private shown = FIRST;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('errors')) this.shown = FIRST;
  }

  override render(): TemplateResult {
    const left = this.errors.length - this.shown;
    return html`<ol>
        ${this.errors.slice(0, this.shown).map(
          ({ index, code, message }) => html`<li>
            <span class="item">Item ${formatNumber(index)}</span>
            <span class="why">${message} <code class="muted small">${code}</code></span>
          </li>`,
        )}
      </ol>
      ${
        left <= 0
          ? nothing
          : html`<button class="quiet" type="button" @click=${this.more}>
              ${left <= MORE ? `Show the other ${left}` : `Show ${MORE} more of ${formatNumber(left)}`}
            </button>`
      }`;
  }

  private more(): void {
    this.shown += MORE;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-item-errors': ItemErrors;
  }
}
