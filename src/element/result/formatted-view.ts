import { css, html, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../format/number.ts';
import './copy-button.ts';

/** The browser lays out no more than this at once. */
const MOST_CHARACTERS = 100_000;

/** The result as the text that the flow itself makes of it, folded away: the outputs above say the same by their kinds. */
export function renderFormatted(formatted: string): TemplateResult {
  const isCut = formatted.length > MOST_CHARACTERS;
  return html`<details class="formatted">
    <summary>As text</summary>
    <div class="text">
      <pre tabindex="0" aria-label="The result as text">${formatted.slice(0, MOST_CHARACTERS)}</pre>
      <prompt-flow-copy label="Copy text" .text=${() => formatted}></prompt-flow-copy>
    </div>
    ${isCut ? html`<p class="small muted">The first ${formatCount(MOST_CHARACTERS, 'character')} are shown; the copy holds all of them.</p>` : nothing}
  </details>`;
}

export const formattedStyles = css`
  .formatted .text {
    position: relative;
    margin-block-start: 8px;
  }
  .formatted pre {
    max-block-size: 24rem;
    padding: 12px 16px;
    padding-block-start: 40px;
    overflow: auto;
    border-radius: var(--pf-radius-small);
    background: var(--pf-sunken);
    font-size: var(--pf-size-small);
    line-height: 1.6;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .formatted prompt-flow-copy {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-start: 8px;
  }
`;
