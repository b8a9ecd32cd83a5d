import { css, html, nothing, type TemplateResult } from 'lit';
import { formatMoment } from '../format/moment.ts';
import { icons } from '../icons.ts';

export interface EarlierNoteParts {
  /** When the run began that was opened from the list, in milliseconds since 1970; undefined where none was. */
  readonly openedFrom: number | undefined;
  /** The flow has changed since. */
  readonly isOtherVersion: boolean;
  readonly onLeave: () => void;
}

/** Says that an earlier run is shown, and of which flow, and leads back to what was shown before. */
export function renderEarlierNote(parts: EarlierNoteParts): TemplateResult | typeof nothing {
  const { openedFrom, isOtherVersion, onLeave } = parts;
  if (openedFrom === undefined && !isOtherVersion) return nothing;
  return html`<div class="earlier-note" role="group" aria-label="Earlier run" tabindex="-1">
    ${icons.earlier()}
    <p>
      ${openedFrom === undefined ? nothing : html`<b>Earlier run</b> · ${formatMoment(openedFrom, Date.now())}.`}
      <span class="muted"
        >${isOtherVersion ? 'It was made of an earlier version of the flow; Run again runs the flow as it is now.' : 'Its inputs are in the form.'}</span
      >
    </p>
    ${openedFrom === undefined ? nothing : html`<button class="quiet back" type="button" @click=${onLeave}>Close</button>`}
  </div>`;
}

export const earlierNoteStyles = css`
  .earlier-note {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: start;
    gap: 4px 12px;
    padding: 12px 20px;
    border: 1px solid var(--pf-line);
    border-radius: var(--pf-radius);
    background: var(--pf-accent-soft);
  }
  .earlier-note:focus:not(:focus-visible) {
    outline: none;
  }
  .earlier-note svg.icon {
    block-size: 1.5em;
    color: var(--pf-accent);
  }
  .earlier-note .muted {
    color: color-mix(in oklab, var(--pf-muted) 70%, var(--pf-text));
  }
  .earlier-note .back {
    margin-block: -4px;
    margin-inline-end: -8px;
  }
  @container prompt-flow (min-width: 56rem) {
    .earlier-note {
      padding-inline: 24px;
    }
  }
  @container prompt-flow (max-width: 30rem) {
    .earlier-note {
      padding-inline: 16px;
    }
  }
`;
