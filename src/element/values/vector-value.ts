import { css, html, type TemplateResult } from 'lit';
import { formatCount } from '../format/number.ts';
import { isVector, type NumericArray } from './value-kind.ts';

const STRIPS = 96;
const FIRST_VALUES = 4;

/** A vector: how many numbers, their shape as a strip, and the first of them. */
export function renderVector(value: unknown): TemplateResult {
  if (!isVector(value)) return html``;
  const strip = stripOf(value);
  return html`<figure class="vector">
    <svg viewBox="0 0 ${STRIPS} 24" preserveAspectRatio="none" aria-hidden="true">
      <path d=${stripPath(strip)} />
    </svg>
    <figcaption>
      <span>${vectorSummary(value)}</span>
      <code class="muted">${firstValues(value)}</code>
    </figcaption>
  </figure>`;
}

/** `384 numbers`. */
export function vectorSummary(value: NumericArray): string {
  return formatCount(value.length, 'number');
}

/** The first few values, with an ellipsis where there are more. */
export function firstValues(value: NumericArray): string {
  const first = Array.from({ length: Math.min(FIRST_VALUES, value.length) }, (_, index) => value[index]);
  const shown = first.map((each) => (Number.isInteger(each) ? String(each) : Number(each).toFixed(4)));
  return shown.join(', ') + (value.length > FIRST_VALUES ? ', …' : '');
}

/**
 * The vector in a fixed number of columns, each the value of greatest size among a few of its part, from -1 to 1.
 * It looks at no more than eight values a column, so its time does not grow with the vector.
 */
export function stripOf(value: NumericArray, columns = STRIPS): number[] {
  const count = Math.min(columns, value.length);
  const strip = Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * value.length) / count);
    const to = Math.max(from + 1, Math.floor(((column + 1) * value.length) / count));
    const step = Math.max(1, Math.floor((to - from) / 8));
    let greatest = 0;
    for (let index = from; index < to; index += step) {
      const each = Number(value[index]);
      if (Number.isFinite(each) && Math.abs(each) > Math.abs(greatest)) greatest = each;
    }
    return greatest;
  });
  const scale = Math.max(...strip.map(Math.abs), Number.MIN_VALUE);
  return strip.map((each) => each / scale);
}

function stripPath(strip: readonly number[]): string {
  const width = STRIPS / Math.max(1, strip.length);
  return strip
    .map((each, column) => {
      const height = Math.max(0.6, Math.abs(each) * 11.5);
      const top = each >= 0 ? 12 - height : 12;
      const gap = width * 0.2;
      return `M${(column * width).toFixed(2)} ${top.toFixed(2)}h${(width - gap).toFixed(2)}v${height.toFixed(2)}h${(gap - width).toFixed(2)}z`;
    })
    .join('');
}

export const vectorStyles = css`
  .vector svg {
    display: block;
    inline-size: 100%;
    max-inline-size: 40rem;
    block-size: 40px;
    fill: var(--pf-accent);
    opacity: 0.85;
  }
  .vector figcaption {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    margin-block-start: 6px;
    font-size: var(--pf-size-small);
  }
`;
