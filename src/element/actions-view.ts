import { html, nothing, type TemplateResult } from 'lit';
import { formatElapsed } from './format/duration.ts';
import { formatCount } from './format/number.ts';
import { icons } from './icons.ts';
import { renderAskingNote } from './question/asking-note.ts';
import type { RunController } from './run-controller.ts';
import { askingSteps } from './steps/step-status.ts';

export interface ActionParts {
  readonly run: RunController;
  /** The flow's text has faults. */
  readonly blocked: boolean;
  readonly faultyFields: number;
  /** Goes on with the run that is shown, where it failed or was stopped and can go on. */
  readonly onResume: (() => void) | undefined;
  readonly onRun: () => void;
  readonly onCancel: () => void;
  /** Leads to what a step asks. */
  readonly onShowQuestion: (step: string) => void;
}

const shortcut = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '') ? '⌘ Enter' : 'Ctrl Enter';

/** Run, Cancel, the time that has passed, and why Run does not run. */
export function renderActions(parts: ActionParts): TemplateResult {
  const { run, blocked, faultyFields, onRun, onResume, onCancel, onShowQuestion } = parts;
  const asking = askingSteps(run.state);
  const { running } = run;
  const startedAt = run.state?.startedAt;
  // aria-disabled and not disabled: the button keeps the focus while it cannot be pressed.
  const off = running || blocked;
  return html`<div class="actions">
      <button
        class="primary"
        type="button"
        aria-disabled=${off}
        aria-describedby="run-note"
        aria-keyshortcuts="Control+Enter Meta+Enter"
        @click=${() => {
          if (!off) onRun();
        }}
      >
        ${running ? runMark(asking.length > 0) : html`${icons.play()} ${run.state === undefined ? 'Run' : 'Run again'}`}
      </button>
      ${
        running
          ? html`<button class="cancel" type="button" aria-disabled=${run.cancelling} @click=${onCancel}>
                ${icons.stop()} ${run.cancelling ? 'Cancelling' : 'Cancel'}
              </button>
              <span class="elapsed" role="timer">${formatElapsed(startedAt === undefined ? 0 : Math.max(0, run.now - startedAt) / 1000)}</span>`
          : html`${onResume === undefined ? nothing : resumeButton(run, onResume)}<span class="shortcut muted small"><kbd>${shortcut}</kbd></span>`
      }
    </div>
    ${renderAskingNote(asking, onShowQuestion)}
    <p class="run-note small" id="run-note">${note(blocked, faultyFields)}</p>`;
}

/** What was done is kept: only the steps that failed, and those behind them, are done again. */
function resumeButton({ state }: RunController, onResume: () => void): TemplateResult {
  const word = state?.status === 'failed' ? 'Resume from failed step' : 'Resume';
  return html`<button class="resume" type="button" title="Steps that are done are not done again" @click=${onResume}>
    ${word}
  </button>`;
}

/** Nothing turns while all that is missing is an answer. */
function runMark(asks: boolean): TemplateResult {
  return asks ? html`${icons.asking()} Waiting` : html`${icons.running()} Running`;
}

function note(blocked: boolean, faultyFields: number): string | typeof nothing {
  if (blocked) return 'This flow has faults, listed above. It cannot run yet.';
  if (faultyFields === 0) return nothing;
  const verb = faultyFields === 1 ? 'needs' : 'need';
  return `Nothing was started: ${formatCount(faultyFields, 'field')} ${verb} another look.`;
}
