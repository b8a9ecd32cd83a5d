import { css, html, type TemplateResult } from 'lit';
import type { Progress } from '../../executors/progress.ts';
import { cssVariables } from '../css-variables.ts';
import { formatByteProgress } from '../format/bytes.ts';
import { formatNumber } from '../format/number.ts';

const verbs = { wait: 'Waiting', download: 'Downloading', load: 'Loading', run: 'Running' } as const;

/** A step's progress in words: `Loading Xenova/whisper-tiny — 12.3 of 43.8 MB`. */
export function progressText(progress: Progress): string {
  const { phase, label } = progress;
  const amount = progressAmount(progress);
  // Items that are gone through need no verb.
  if (phase === 'run' && label === undefined && progress.unit === 'items' && amount !== '') return amount;
  const subject = progressSubject(phase, label);
  return amount === '' ? subject : `${subject} — ${amount}`;
}

function progressSubject(phase: Progress['phase'], label: string | undefined): string {
  if (label === undefined) return phase === 'run' ? 'Working' : verbs[phase];
  return phase === 'wait' ? `Waiting for ${label}` : `${verbs[phase]} ${label}`;
}

function progressAmount({ loaded, total, unit }: Progress): string {
  if (loaded === undefined) return '';
  if (unit === 'bytes') return formatByteProgress(loaded, total);
  const of = total === undefined ? '' : ` of ${formatNumber(total)}`;
  const name = unit === 'seconds' ? ' s' : unit === 'items' ? ' items' : '';
  return `${formatNumber(loaded)}${of}${name}`;
}

/** The share that is done, from 0 to 1; undefined where nobody knows. */
export function progressShare({ loaded, total }: Progress): number | undefined {
  if (loaded === undefined || total === undefined || total <= 0) return undefined;
  return Math.min(1, Math.max(0, loaded / total));
}

/** A bar with its words above it. */
export function renderProgress(progress: Progress): TemplateResult {
  return renderBar(verbs[progress.phase], progressText(progress), progressShare(progress));
}

/** A bar for a share from 0 to 1, or for work of which nobody knows how much there is; `text` stands above it. */
export function renderBar(name: string, text: string, share: number | undefined): TemplateResult {
  const percent = share === undefined ? undefined : Math.round(share * 100);
  return html`<div class="progress">
    <p class="small">${text}</p>
    ${
      percent === undefined
        ? html`<div class="bar unknown" role="progressbar" aria-label=${text} aria-valuetext=${text}></div>`
        : html`<div
            class="bar"
            role="progressbar"
            aria-label=${name}
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=${percent}
            aria-valuetext=${text}
            ${cssVariables({ '--share': `${(share ?? 0) * 100}%` })}
          ></div>`
    }
  </div>`;
}

export const progressStyles = css`
  .progress {
    display: grid;
    gap: 6px;
    max-inline-size: 40rem;
  }
  .progress p {
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  .progress .bar {
    block-size: 6px;
    border-radius: 3px;
    background: var(--pf-line);
    overflow: hidden;
  }
  .progress .bar::before {
    content: '';
    display: block;
    block-size: 100%;
    border-radius: inherit;
    background: var(--pf-accent);
    /* Moved and not resized: the compositor does it alone, without a layout of the page. */
    translate: calc(var(--share) - 100%);
    transition: translate 150ms linear;
  }
  .progress .unknown::before {
    inline-size: 30%;
    translate: 0;
    animation: to-and-fro 1.6s ease-in-out infinite alternate;
  }
  @keyframes to-and-fro {
    to {
      translate: 233% 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .progress .unknown::before {
      inline-size: 100%;
      opacity: 0.5;
    }
  }
`;
