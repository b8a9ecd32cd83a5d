import { css, html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RunState } from '../../engine/state/run-state.ts';
import type { Diagnostic } from '../../errors/index.ts';
import type { FlowOutline } from '../../flow/flow-outline.ts';
import './step-view.ts';

export interface StepListParts {
  readonly outline: FlowOutline;
  readonly run: RunState | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly now: number;
}

/** The steps in the order of the document. */
export function renderSteps({ outline, run, diagnostics, now }: StepListParts): TemplateResult {
  const lastIndex = outline.steps.length - 1;
  return html`<section class="panel steps" aria-label="Steps">
    <h3 class="panel-title">Steps</h3>
    ${
      outline.steps.length === 0
        ? html`<p class="muted">This flow has no steps.</p>`
        : html`<ol>
            ${repeat(
              outline.steps,
              ({ name }) => name,
              (step, index) => html`<li>
                <prompt-flow-step
                  ?last=${index === lastIndex}
                  .outline=${step}
                  .run=${run}
                  .step=${run?.steps[step.name]}
                  .diagnostics=${diagnostics.filter((each) => each.step === step.name)}
                  .now=${now}
                ></prompt-flow-step>
              </li>`,
            )}
          </ol>`
    }
  </section>`;
}

export const stepListStyles = css`
  .steps ol {
    display: grid;
  }
`;
