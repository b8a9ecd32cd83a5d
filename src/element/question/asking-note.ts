import { css, html, nothing, type TemplateResult } from 'lit';
import type { StepState } from '../../engine/state/run-state.ts';
import { icons } from '../icons.ts';

/** Says beside Run that the run waits for its reader, and leads to each question, which may be out of sight. */
export function renderAskingNote(
  steps: readonly StepState[],
  show: (step: string) => void,
): TemplateResult | typeof nothing {
  if (steps.length === 0) return nothing;
  return html`<ul class="asking-note">
    ${steps.map(
      ({ name }) => html`<li>
        ${icons.asking()}
        <span>Step <b>${name}</b> waits for your answer.</span>
        <button class="quiet" type="button" @click=${() => show(name)}>Go to the question</button>
      </li>`,
    )}
  </ul>`;
}

export const askingNoteStyles = css`
  .asking-note {
    display: grid;
    gap: 4px;
    margin-block-start: 16px;
    padding: 8px 12px;
    border-radius: var(--pf-radius-small);
    background: var(--pf-accent-soft);
  }
  .asking-note li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0 8px;
    overflow-wrap: anywhere;
  }
  .asking-note svg.icon {
    color: var(--pf-accent);
  }
  .asking-note button {
    grid-column: 2;
    justify-self: start;
    margin-inline-start: -8px;
  }
  .asking-note button:hover {
    background: var(--pf-surface);
  }
`;
