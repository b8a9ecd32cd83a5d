import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { RunState, StepState } from '../../engine/state/run-state.ts';
import type { Diagnostic } from '../../errors/index.ts';
import type { StepOutline } from '../../flow/flow-outline.ts';
import { baseStyles, buttonStyles } from '../base-styles.ts';
import { cssVariables } from '../css-variables.ts';
import { diagnosticStyles, renderStepDiagnostic } from '../diagnostics/diagnostic-list.ts';
import { errorStyles } from '../error-view.ts';
import { formatDuration, formatElapsed } from '../format/duration.ts';
import { icons } from '../icons.ts';
import type { QuestionView } from '../question/question-view.ts';
import { recordStyles } from '../values/record-styles.ts';
import { attemptStyles } from './attempt-view.ts';
import { progressStyles } from './progress-view.ts';
import { renderBody } from './step-body.ts';
import { type ShownStatus, shownStatus, stepMarks } from './step-status.ts';
import { stepStyles } from './step-styles.ts';
import { renderTags, type StepTag, stepTags, tagStyles } from './step-tags.ts';
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
    attemptStyles,
    tagStyles,
    stepStyles,
  ];

  @property({ attribute: false }) outline: StepOutline | undefined;
  @property({ attribute: false }) run: RunState | undefined;
  @property({ attribute: false }) step: StepState | undefined;
  @property({ attribute: false }) diagnostics: readonly Diagnostic[] = [];
  /** Milliseconds since 1970; only moves while the step runs. */
  @property({ attribute: false }) now = 0;
  @state() private folded = false;
  @query('prompt-flow-question') private readonly question!: QuestionView | null;
  @query('article') private readonly article!: HTMLElement | null;

  /** Brings what the step asks before its reader. */
  async showQuestion(): Promise<void> {
    this.folded = false;
    await this.updateComplete;
    this.scrollIntoView({ block: 'nearest' });
    this.question?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('step')) return;
    const before = changed.get('step')?.question;
    const { question } = this.step ?? {};
    // Who folded a step away did not fold away what it asks only now.
    if (question !== undefined && question !== before) this.folded = false;
    // An answered question goes, and must not take the focus with it to the top of the page.
    if (before !== undefined && question === undefined && this.question?.matches(':focus-within')) {
      void this.updateComplete.then(() => this.article?.focus({ preventScroll: true }));
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { outline, run, step } = this;
    if (outline === undefined) return nothing;
    const status = shownStatus(run, step);
    const body = step === undefined ? nothing : renderBody(step, status, this.now);
    const asks = status === 'asking';
    return html`<article class="step ${status}" aria-label="Step ${outline.name}" tabindex="-1">
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
        ${this.about(outline, step === undefined ? [] : stepTags(step))} ${this.track(run, step)} ${reason(status, step)}
        ${this.diagnostics.map(renderStepDiagnostic)}
        ${asks && this.folded ? this.foldedQuestion() : nothing}
        ${body === nothing || (this.folded && !asks) ? nothing : html`<div class="body" ?hidden=${this.folded}>${body}</div>`}
      </div>
    </article>`;
  }

  private about(
    { needs, description }: StepOutline,
    tags: readonly StepTag[],
  ): TemplateResult | typeof nothing {
    if (needs.length === 0 && description === undefined && tags.length === 0) return nothing;
    return html`<p class="about small muted">
      ${renderTags(tags)}
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

  /** A question that was folded away keeps what was filled in, and can still be seen to wait. */
  private foldedQuestion(): TemplateResult {
    return html`<p class="folded-question small">
      <span>It waits for your answer.</span>
      <button class="quiet" type="button" @click=${this.showQuestion}>Show the question</button>
    </p>`;
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
  if (status === 'stopped') return html`<p class="small">The run was cut off before this step ended.</p>`;
  if (status === 'queued')
    return html`<p class="small muted">It is ready, and waits until another step is done.</p>`;
  if (status !== 'skipped') return nothing;
  return html`<p class="small">${step?.skippedBecause ?? 'Its condition did not hold.'}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-step': StepView;
  }
}
