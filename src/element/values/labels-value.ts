import { css, html, type TemplateResult } from 'lit';
import { cssVariables } from '../css-variables.ts';
import { formatNumber, formatPercent } from '../format/number.ts';
import { type Label, labelOf } from './value-kind.ts';

/** The labels with the highest score first. A list in which one comes twice answers a list of items: it keeps their order. */
export function rankLabels(value: unknown): Label[] {
  if (!Array.isArray(value)) return [];
  const labels = value.flatMap((item) => labelOf(item) ?? []);
  return isRanking(labels) ? labels.sort((a, b) => b.score - a.score) : labels;
}

function isRanking(labels: readonly Label[]): boolean {
  return new Set(labels.map(({ label }) => label)).size === labels.length;
}

/** A classifier's answer: one bar per label, the best one marked; or one per item. */
export function renderLabels(value: unknown): TemplateResult {
  const labels = rankLabels(value);
  const best = isRanking(labels) ? 0 : -1;
  // Scores outside 0 to 1 are no shares, such as logits: then the bars compare, and no percentage is claimed.
  const shares = labels.every(({ score }) => score >= 0 && score <= 1);
  const longest = shares ? 1 : Math.max(...labels.map(({ score }) => Math.abs(score)), Number.MIN_VALUE);
  return html`<ol class="labels">
    ${labels.map(
      ({ label, score }, index) => html`<li class=${index === best ? 'best' : ''}>
        <span class="label">${label}${index === best ? html`<span class="unseen"> (best)</span>` : ''}</span>
        <span class="score">${shares ? formatPercent(score) : formatNumber(score)}</span>
        <span class="bar" aria-hidden="true" ${cssVariables({ '--share': `${(Math.abs(score) / longest) * 100}%` })}></span>
      </li>`,
    )}
  </ol>`;
}

export const labelsStyles = css`
  .labels {
    display: grid;
    grid-template-columns: fit-content(45%) 1fr max-content;
    gap: 6px 12px;
    max-inline-size: 40rem;
  }
  .labels li {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
  }
  .labels .label {
    overflow-wrap: anywhere;
  }
  .labels .score {
    grid-column: 3;
    grid-row: 1;
    font-variant-numeric: tabular-nums;
    text-align: end;
    color: var(--pf-muted);
  }
  .labels .bar {
    grid-column: 2;
    grid-row: 1;
    block-size: 8px;
    border-radius: 4px;
    background: var(--pf-line);
    overflow: hidden;
  }
  .labels .bar::before {
    content: '';
    display: block;
    block-size: 100%;
    inline-size: var(--share);
    border-radius: inherit;
    background: var(--pf-control-line);
  }
  .labels .best {
    font-weight: 600;
  }
  .labels .best .score {
    color: inherit;
  }
  .labels .best .bar::before {
    background: var(--pf-accent);
  }
  @container (max-width: 20rem) {
    .labels {
      grid-template-columns: 1fr max-content;
    }
    .labels .score {
      grid-column: 2;
    }
    .labels .bar {
      grid-column: 1 / -1;
      grid-row: 2;
    }
  }
`;
