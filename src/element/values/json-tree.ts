import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, buttonStyles } from '../base-styles.ts';
import { formatCount } from '../format/number.ts';
import { icons } from '../icons.ts';
import { countEntries, firstEntries, isBranch, PAGE } from './json-entries.ts';
import { describeLeaf } from './json-leaf.ts';
import { isVector } from './value-kind.ts';

/** Any value as a tree to unfold. Children are made when their branch is opened, a hundred at a time. */
@customElement('prompt-flow-json')
export class JsonTree extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        font-family: var(--pf-mono);
        font-size: var(--pf-size-small);
        line-height: 1.6;
        /* About as high as a table, so that a long list leaves room for what follows; half a row more says that it scrolls. */
        max-block-size: calc(24rem - 12px);
        overflow: auto;
      }
      ul ul {
        margin-inline-start: 8px;
        padding-inline-start: 16px;
        border-inline-start: 1px solid var(--pf-line);
      }
      li > div {
        padding-inline-start: 20px;
        overflow-wrap: anywhere;
      }
      button.branch {
        display: flex;
        gap: 4px;
        inline-size: 100%;
        min-block-size: 24px;
        padding: 0;
        border: 0;
        background: none;
        font: inherit;
        font-weight: 400;
        justify-content: start;
        text-align: start;
      }
      button.branch:hover {
        background: var(--pf-sunken);
      }
      .chevron {
        transition: rotate 120ms;
      }
      [aria-expanded='true'] > .chevron {
        rotate: 90deg;
      }
      .key {
        color: var(--pf-accent);
      }
      .string {
        color: var(--pf-good);
      }
      .more {
        margin-inline-start: 12px;
        font-family: var(--pf-font);
      }
    `,
  ];

  @property({ attribute: false }) value: unknown;
  /** How many children each open branch shows, by its path. A closed branch is not in here. */
  @state() private open: ReadonlyMap<string, number> = new Map();

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What belongs to a new value starts as that value does: its first level open.
    if (changed.has('value')) this.open = new Map([['', PAGE]]);
  }

  override render(): TemplateResult {
    if (!isBranch(this.value) || isVector(this.value)) return html`<div>${this.leaf(this.value)}</div>`;
    return this.branchOf(this.value, '');
  }

  private branchOf(value: unknown, path: string): TemplateResult {
    const shown = this.open.get(path) ?? PAGE;
    const count = countEntries(value);
    return html`<ul>
      ${firstEntries(value, shown).map(([key, part]) => this.entry(key, part, `${path}/${key}`))}
      ${
        count > shown
          ? html`<li>
              <button class="quiet more" type="button" @click=${() => this.show(path, shown + PAGE)}>
                Show ${Math.min(PAGE, count - shown)} more of ${formatCount(count - shown, 'item')}
              </button>
            </li>`
          : nothing
      }
    </ul>`;
  }

  private entry(key: string, value: unknown, path: string): TemplateResult {
    const name = html`<span class="key">${key}</span>`;
    if (!isBranch(value) || isVector(value)) return html`<li><div>${name}: ${this.leaf(value)}</div></li>`;
    const open = this.open.has(path);
    return html`<li>
      <button class="branch" type="button" aria-expanded=${open} @click=${() => this.toggle(path)}>
        ${icons.chevron()}<span>${name} <span class="muted">${summary(value)}</span></span>
      </button>
      ${open ? this.branchOf(value, path) : nothing}
    </li>`;
  }

  private leaf(value: unknown): TemplateResult {
    const { kind, text } = describeLeaf(value);
    return html`<span class=${kind}>${text}</span>`;
  }

  private toggle(path: string): void {
    const open = new Map(this.open);
    if (!open.delete(path)) open.set(path, PAGE);
    this.open = open;
  }

  private show(path: string, count: number): void {
    this.open = new Map(this.open).set(path, count);
  }
}

function summary(value: unknown): string {
  const count = countEntries(value);
  return Array.isArray(value) || value instanceof Set
    ? formatCount(count, 'item')
    : formatCount(count, 'key');
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-json': JsonTree;
  }
}
