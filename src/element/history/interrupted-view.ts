import { css, html, type TemplateResult } from 'lit';
import type { RunState } from '../../engine/state/run-state.ts';
import { icons } from '../icons.ts';

/** A run that goes on in another tab, as it stood when it was looked at. */
export function renderElsewhere(run: RunState, onLookAgain: () => void): TemplateResult {
  return html`<section class="panel interrupted" aria-label="Run in another tab">
    <header>
      <h3 class="panel-title">Running elsewhere</h3>
      <p class="outcome">${icons.running()} <span>${interruptedText(run)}</span></p>
    </header>
    <p class="muted">It goes on in another tab, and its result will be in the list. This is how it stood just now.</p>
    <button type="button" @click=${onLookAgain}>Look again</button>
  </section>`;
}

/** A run that was cut off, and that nobody goes on with: how far it came, and the way on. */
export function renderInterrupted(run: RunState, onResume: () => void): TemplateResult {
  return html`<section class="panel interrupted" aria-label="Interrupted run">
    <header>
      <h3 class="panel-title">Interrupted</h3>
      <p class="outcome">${icons.interrupted()} <span>${interruptedText(run)}</span></p>
    </header>
    <p class="muted">Its page was closed in the midst of it. It goes on at the first step that was not done.</p>
    <button class="primary" type="button" @click=${onResume}>${icons.play()} Resume</button>
  </section>`;
}

/** `2 of 5 steps are done.` */
export function interruptedText({ steps }: RunState): string {
  const all = Object.values(steps);
  const done = all.filter(({ status }) => status === 'succeeded' || status === 'skipped').length;
  return `${done} of ${all.length} steps ${all.length === 1 ? 'is' : 'are'} done.`;
}

/**
 * The run as its steps show it: none of them is at work. Its time ends with the last thing that is known of it.
 */
export function cutOffState(run: RunState): RunState {
  const ends = Object.values(run.steps).map(
    (step) => (step.startedAt ?? run.startedAt) + step.executionTime * 1000,
  );
  const end = Math.max(run.startedAt, ...ends);
  return { ...run, status: 'cancelled', executionTime: (end - run.startedAt) / 1000 };
}

export const interruptedStyles = css`
  .interrupted {
    display: grid;
    justify-items: start;
    gap: 12px;
  }
  .interrupted header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
  }
  .interrupted .panel-title {
    margin: 0;
  }
  .interrupted .outcome svg.icon {
    color: var(--pf-warn);
  }
  .interrupted .outcome .turning svg.icon {
    color: var(--pf-accent);
  }
`;
