import { css, html, type TemplateResult } from 'lit';
import type { StepState } from '../../engine/state/run-state.ts';
import { formatCount } from '../format/number.ts';
import { isForeachOutputs } from '../values/foreach-outputs.ts';

/** What is worth knowing of how a step came to its outputs: a few words, and a sentence for who points at them. */
export interface StepTag {
  readonly words: string;
  readonly why: string;
  /** Worth a second look. */
  readonly isWarning?: true;
}

/** The tags of a step that succeeded, but not by doing its work once and in full. */
export function stepTags(step: StepState): readonly StepTag[] {
  if (step.status !== 'succeeded') return [];
  return [...reused(step), ...stoodIn(step), ...itemsLost(step), ...answered(step)];
}

function reused({ cached }: StepState): StepTag[] {
  const why = 'Nothing had changed since an earlier run, so its outputs were used again.';
  return cached === true ? [{ words: 'Used again', why }] : [];
}

function stoodIn({ metadata }: StepState): StepTag[] {
  const by = metadata['fallback'];
  if (typeof by !== 'string') return [];
  const words = by === 'value' ? 'Stood in: value' : `Stood in: step ${by}`;
  return [{ words, why: 'The step itself failed. What stands here is from its fallback.' }];
}

function itemsLost({ outputs }: StepState): StepTag[] {
  if (!isForeachOutputs(outputs) || outputs.failed === 0) return [];
  const words = `${formatCount(outputs.failed, 'item')} failed`;
  return [{ words, why: `The step ran for ${formatCount(outputs.count, 'item')}.`, isWarning: true }];
}

/** "Done" says nothing of what the answer was. */
function answered({ executor, outputs, metadata }: StepState): StepTag[] {
  if (executor !== 'approval') return [];
  const byDefault = metadata['by_default'] === true;
  const why = byDefault ? 'Nobody answered in time, so the default counts.' : 'A person answered.';
  const words = outputs['approved'] === false ? 'Declined' : 'Approved';
  return [{ words: byDefault ? `${words} by default` : words, why }];
}

export function renderTags(tags: readonly StepTag[]): TemplateResult[] {
  return tags.map(
    ({ words, why, isWarning }) =>
      html`<span class="tag ${isWarning ? 'warning' : ''}" title=${why}>${words}</span>`,
  );
}

export const tagStyles = css`
  .tag {
    padding: 0 8px;
    border-radius: 6px;
    background: var(--pf-sunken);
    color: var(--pf-muted);
    font-weight: 550;
    overflow-wrap: anywhere;
  }
  .tag.warning {
    background: var(--pf-warn-soft);
    color: var(--pf-warn);
  }
`;
