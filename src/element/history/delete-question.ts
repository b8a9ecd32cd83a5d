import { css, html, type TemplateResult } from 'lit';
import { formatCount } from '../format/number.ts';

export interface QuestionParts {
  /** How many runs would go. */
  readonly count: number;
  /** Only those that fit what is looked for. */
  readonly isFiltered: boolean;
  /** Runs of all flows are listed. */
  readonly ofAllFlows: boolean;
  readonly onDelete: () => void;
  readonly onKeep: () => void;
}

/** Asks before all runs of a list are deleted: how many, what goes with them, and how to keep them elsewhere. */
export function renderDeleteQuestion(parts: QuestionParts): TemplateResult {
  const { count, isFiltered, ofAllFlows, onDelete, onKeep } = parts;
  const which = isFiltered || count === 1 ? 'the' : 'all';
  const where = ofAllFlows ? 'of all flows' : 'of this flow';
  const found = isFiltered ? ` that ${count === 1 ? 'fits' : 'fit'} the search` : '';
  return html`<div class="asked-all" role="group" aria-labelledby="delete-all" aria-describedby="delete-all-note">
    <p id="delete-all"><b>Delete ${which} ${formatCount(count, 'earlier run')} ${where}${found} for good?</b></p>
    <p class="small" id="delete-all-note">
      Their steps, results and files go from this browser, and it holds the only copy. Export them first to keep one.
    </p>
    <div class="answers">
      <button class="danger" type="button" @click=${onDelete}>Delete ${formatCount(count, 'run')}</button>
      <button type="button" data-answer="keep" @click=${onKeep}>Keep</button>
    </div>
  </div>`;
}

export const deleteQuestionStyles = css`
  .asked-all {
    display: grid;
    gap: 8px;
    padding: 16px;
    border-radius: var(--pf-radius-small);
    background: var(--pf-bad-soft);
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 4px;
  }
`;
