import { css, html, nothing, type TemplateResult } from 'lit';
import { formatBytes } from '../../element/format/bytes.ts';
import { icons } from '../../element/icons.ts';
import type { ModelInfo } from '../../engine/model-library.ts';
import '../../element/result/copy-button.ts';

/** A model that has come, and how a flow names it. */
export function renderCame(models: readonly ModelInfo[]): TemplateResult | typeof nothing {
  const [first] = models;
  if (first === undefined) return nothing;
  const precisions = models.map(({ dtype, size }) => `${dtype}, ${formatBytes(size)}`);
  const lines = linesFor(first);
  return html`<div class="came">
    <p class="line">${icons.done()} <span><b>${first.model}</b> is here</span></p>
    <p class="small muted">${[first.task, ...precisions].join(' · ')}</p>
    <p>Every flow of this site can name it, also without a network:</p>
    <pre tabindex="0" aria-label="The model in a step">${lines}</pre>
    <p class="copies">
      <prompt-flow-copy label="Copy the name" .text=${() => first.model}></prompt-flow-copy>
      <prompt-flow-copy label="Copy the lines" .text=${() => lines}></prompt-flow-copy>
    </p>
  </div>`;
}

/** The part of a step that runs it. */
function linesFor({ model, task }: ModelInfo): string {
  return `executor: model_executor\nconfig:\n  task: ${task}\n  model_name: ${model}`;
}

export const cameStyles = css`
  .came {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    padding: 16px;
    border-radius: var(--pf-radius-small);
    background: var(--pf-good-soft);
    overflow-wrap: anywhere;
  }
  .came .line {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 8px;
  }
  .came .icon {
    color: var(--pf-good);
  }
  .came .line b {
    font-weight: 600;
  }
  .came .muted {
    color: color-mix(in oklab, var(--pf-muted) 70%, var(--pf-text));
  }
  .came pre {
    padding: 12px 16px;
    border-radius: var(--pf-radius-small);
    background: var(--pf-surface);
    font-size: var(--pf-size-small);
    line-height: 1.6;
    white-space: pre-wrap;
  }
  .copies {
    display: flex;
    flex-wrap: wrap;
    margin-inline-start: -8px;
  }
`;
