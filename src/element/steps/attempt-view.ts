import { css, html, nothing, type TemplateResult } from 'lit';
import type { StepState } from '../../engine/state/run-state.ts';
import { isActive, type ShownStatus } from './step-status.ts';

/**
 * Which attempt this is and why the last one failed, while the step goes on; afterwards how many there were.
 * Of a step that goes through a list it is one of the items that is tried again, and nobody's second attempt.
 */
export function renderAttempts(step: StepState, status: ShownStatus): TemplateResult | typeof nothing {
  const { attempt, retrying, progress } = step;
  const isOfItems = progress?.unit === 'items';
  if (isActive(status) && retrying !== undefined) {
    const title = isOfItems ? 'Tried again' : `Attempt ${attempt}`;
    return html`<div class="attempt small">
      <p><b>${title}</b> <span class="muted">after this went wrong:</span></p>
      <p class="why">${retrying.message} <code class="muted">${retrying.code}</code></p>
    </div>`;
  }
  // Where a fallback stood in, it says so itself.
  if (attempt < 2 || isActive(status) || isThroughItems(step) || (status === 'succeeded' && step.error))
    return nothing;
  const words = status === 'succeeded' ? `Done at attempt ${attempt}` : `After ${attempt} attempts`;
  return html`<p class="small muted">${words}</p>`;
}

/** Its attempts are those of its items, each counted by itself. */
function isThroughItems({ outputs, metadata }: StepState): boolean {
  return Array.isArray(outputs['errors']) || Array.isArray(metadata['errors']);
}

export const attemptStyles = css`
  .attempt {
    display: grid;
    gap: 2px;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--pf-warn);
    overflow-wrap: anywhere;
  }
`;
