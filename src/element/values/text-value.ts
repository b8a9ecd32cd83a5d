import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, buttonStyles } from '../base-styles.ts';
import { formatCount } from '../format/number.ts';

/** More than this is folded: about ten lines of a page. */
const FOLD_CHARACTERS = 700;
const FOLD_LINES = 10;
/** The browser lays out no more than this at once, even unfolded. */
const MOST_CHARACTERS = 100_000;

/** Text with its line breaks; long text is folded, and a click unfolds it. */
@customElement('prompt-flow-text')
export class TextValue extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      p {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        max-inline-size: 72ch;
      }
      p.folded {
        max-block-size: calc(8lh);
        overflow: hidden;
        mask-image: linear-gradient(#000 70%, transparent);
      }
      button {
        margin-inline-start: -8px;
      }
    `,
  ];

  @property() text = '';
  @state() private unfolded = false;

  override render(): TemplateResult {
    if (this.text === '') return html`<span class="muted">Empty text</span>`;
    const long = isLong(this.text);
    const folded = long && !this.unfolded;
    // Text, not markup: a model's words are never read as HTML.
    return html`<p class=${folded ? 'folded' : ''}>${this.text.slice(0, folded ? 2000 : MOST_CHARACTERS)}</p>
      ${
        long
          ? html`<button class="quiet" type="button" aria-expanded=${!folded} @click=${this.toggle}>
              ${folded ? `Show all ${formatCount(this.text.length, 'character')}` : 'Show less'}
            </button>`
          : nothing
      }
      ${
        !folded && this.text.length > MOST_CHARACTERS
          ? html`<p class="small muted">
              The first ${formatCount(MOST_CHARACTERS, 'character')} are shown. The JSON holds all of them.
            </p>`
          : nothing
      }`;
  }

  private toggle(): void {
    this.unfolded = !this.unfolded;
  }
}

function isLong(text: string): boolean {
  if (text.length > FOLD_CHARACTERS) return true;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines > FOLD_LINES;
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-text': TextValue;
  }
}
