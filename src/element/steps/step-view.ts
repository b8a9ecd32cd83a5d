import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RunState, StepState } from '../../engine/state/run-state.ts';
import type { Diagnostic } from '../../errors/index.ts';
import type { StepOutline } from '../../flow/flow-outline.ts';
import { baseStyles, buttonStyles } from '../base-styles.ts';
import { cssVariables } from '../css-variables.ts';
import { diagnosticStyles, renderStepDiagnostic } from '../diagnostics/diagnostic-list.ts';
import { errorStyles, renderError } from '../error-view.ts';
import { formatDuration, formatElapsed } from '../format/duration.ts';
import { icons } from '../icons.ts';
import { recordStyles } from '../values/record-styles.ts';
import { renderRecord } from '../values/record-view.ts';
import { progressStyles, renderProgress } from './progress-view.ts';
import './question-view.ts';
import { renderDetails } from './step-details.ts';
import { type ShownStatus, shownStatus, stepMarks } from './step-status.ts';
import { stepStyles } from './step-styles.ts';
import { stepSeconds, trackOf } from './track.ts';

/** One step: its state, its time on the run's time, and what came of it or went wrong. */
@customElement('prompt-flow-step')
export class StepView extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    progressStyles,
    recordStyles,
    errorStyles,
    diagnosticStyles,
    stepStyles,
  ];

  @property({ attribute: false }) outline: StepOutline | undefined;
  @property({ attribute: false }) run: RunState | undefined;
  @property({ attribute: false }) step: StepState | undefined;
  @property({ attribute: false }) diagnostics: readonly Diagnostic[] = [];
  /** Milliseconds since 1970; only moves while the step runs. */
  @property({ attribute: false }) now = 0;
  @state() private folded = false;

  override render(): TemplateResult | typeof nothing {
    const { outline, run, step } = this;
    if (outline === undefined) return nothing;
    const status = shownStatus(run, step);
    const body = this.body(step, status);
    return html`<article class="step ${status}" aria-label="Step ${outline.name}">
      <div class="rail">${stepMarks[status].icon()}</div>
      <div class="content">
        <header>
          <h3>${outline.name}</h3>
          <span class="executor mono muted small">${outline.executor}</span>
          <span class="state">
            <span class="time">${this.time(run, step)}</span><span class="word">${stepMarks[status].word}</span>
          </span>
          ${body === nothing ? html`<span class="fold"></span>` : this.foldButton(outline.name)}
        </header>
        ${this.about(outline)} ${this.track(run, step)} ${reason(status, step)}
        ${this.diagnostics.map(renderStepDiagnostic)}
        ${body === nothing || this.folded ? nothing : html`<div class="body">${body}</div>`}
      </div>
    </article>`;
  }

  private about({ needs, description }: StepOutline): TemplateResult | typeof nothing {
    if (needs.length === 0 && description === undefined) return nothing;
    return html`<p class="about small muted">
      ${description === undefined ? nothing : html`<span>${description}</span>`}
      ${needs.length === 0 ? nothing : html`<span class="needs">after ${needs.join(', ')}</span>`}
    </p>`;
  }

  private time(run: RunState | undefined, step: StepState | undefined): string {
    const seconds = run && step && stepSeconds(run, step, this.now);
    if (seconds === undefined) return '';
    return step?.status === 'running' ? formatElapsed(seconds) : formatDuration(seconds);
  }

  private track(run: RunState | undefined, step: StepState | undefined): TemplateResult | typeof nothing {
    const track = run && step && trackOf(run, step, this.now);
    if (track === undefined) return nothing;
    const place = {
      '--from': `${track.from * 100}%`,
      '--length': `${(track.to - track.from) * 100}%`,
    } as const;
    return html`<div class="track" aria-hidden="true" ${cssVariables(place)}></div>`;
  }

  private body(step: StepState | undefined, status: ShownStatus): TemplateResult | typeof nothing {
    if (step === undefined) return nothing;
    const { error, progress, partial, outputs, question } = step;
    const retried = step.attempt > 1 ? html`<p class="small muted">Attempt ${step.attempt}</p>` : nothing;
    const parts = [
      question === undefined || status !== 'running'
        ? nothing
        : html`<prompt-flow-question .question=${question}></prompt-flow-question>`,
      progress === undefined || status !== 'running' ? nothing : renderProgress(progress),
      partial === undefined || status !== 'running' ? nothing : partialView(partial),
      error === undefined ? nothing : renderError(error),
      renderRecord(outputs),
      status === 'running' ? nothing : renderDetails(step),
    ];
    return parts.every((part) => part === nothing) ? nothing : html`${retried}${parts}`;
  }

  private foldButton(name: string): TemplateResult {
    return html`<button
      class="fold quiet"
      type="button"
      aria-expanded=${!this.folded}
      aria-label="${this.folded ? 'Show' : 'Hide'} what ${name} gave"
      @click=${() => {
        this.folded = !this.folded;
      }}
    >
      ${icons.chevron()}
    </button>`;
  }
}

/** Why a step did not do its work, where that is no error of its own. */
function reason(status: ShownStatus, step: StepState | undefined): TemplateResult | typeof nothing {
  if (status === 'stopped') return html`<p class="small">The engine was stopped before this step ended.</p>`;
  if (status !== 'skipped') return nothing;
  return html`<p class="small">${step?.skippedBecause ?? 'Its condition did not hold.'}</p>`;
}

/** What the step has shown so far; it is not final, and says so. */
function partialView(partial: Readonly<Record<string, unknown>>): TemplateResult {
  return html`<div class="partial">
    <p class="small muted">So far</p>
    ${renderRecord(partial)}
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-step': StepView;
  }
}
