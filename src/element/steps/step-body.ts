import { html, nothing, type TemplateResult } from 'lit';
import type { StepState } from '../../engine/state/run-state.ts';
import type { FlowError } from '../../errors/index.ts';
import { renderError } from '../error-view.ts';
import '../question/question-view.ts';
import { secondsUntil } from '../question/time-left.ts';
import { readingOrder } from '../values/foreach-outputs.ts';
import { renderRecord } from '../values/record-view.ts';
import { renderAttempts } from './attempt-view.ts';
import { renderProgress } from './progress-view.ts';
import { renderDetails } from './step-details.ts';
import { isActive, type ShownStatus } from './step-status.ts';

/** What a step asks, how far it is, and what came of it or went wrong; nothing where there is none of these. */
export function renderBody(
  step: StepState,
  status: ShownStatus,
  now: number,
): TemplateResult | typeof nothing {
  const { error, progress, partial, outputs, question } = step;
  const active = isActive(status);
  const parts = [
    renderAttempts(step, status),
    status !== 'asking' || question === undefined
      ? nothing
      : html`<prompt-flow-question
          .question=${question}
          .secondsLeft=${question.deadline === undefined ? undefined : secondsUntil(question.deadline, now)}
        ></prompt-flow-question>`,
    progress === undefined || !active ? nothing : renderProgress(progress),
    partial === undefined || !active ? nothing : partialView(partial),
    error === undefined || status === 'succeeded' ? nothing : renderError(error),
    renderRecord(readingOrder(outputs)),
    error === undefined || status !== 'succeeded' ? nothing : replacedView(step, error),
    active ? nothing : renderDetails(step),
  ];
  return parts.every((part) => part === nothing) ? nothing : html`${parts}`;
}

/** What the step has shown so far; it is not final, and says so. */
function partialView(partial: Readonly<Record<string, unknown>>): TemplateResult {
  return html`<div class="partial">
    <p class="small muted">So far</p>
    ${renderRecord(partial)}
  </div>`;
}

/** Why the step itself failed, where its fallback stands in: to be read, but no failure of the run. */
function replacedView({ attempt }: StepState, error: FlowError): TemplateResult {
  const times = attempt > 1 ? `, ${attempt} times` : '';
  return html`<div class="replaced">
    <p class="small muted">The step itself failed${times}, and its fallback stood in</p>
    ${renderError(error, true)}
  </div>`;
}
