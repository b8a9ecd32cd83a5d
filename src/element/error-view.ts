import { css, html, nothing, type TemplateResult } from 'lit';
import type { FlowError } from '../errors/index.ts';

/**
 * What went wrong, what helps, the code to look up, and what lay behind it.
 * An error that something has made good is told without alarm: `isPast`.
 */
export function renderError(error: FlowError, isPast = false): TemplateResult {
  const causes = causesOf(error);
  return html`<div class="flow-error ${isPast ? 'past' : ''}">
    <p class="message">${error.message}</p>
    ${error.hint === undefined ? nothing : html`<p class="hint">${error.hint}</p>`}
    <p class="reference small">
      <code>${error.code}</code>
      <span class="muted">explained in <span class="mono">docs/errors.md#${error.code}</span></span>
    </p>
    ${
      causes.length === 0
        ? nothing
        : html`<details>
            <summary>Cause</summary>
            <pre tabindex="0">${causes.join('\n')}</pre>
          </details>`
    }
  </div>`;
}

/** The chain of causes, the nearest first, each in one line. */
export function causesOf(error: Error): string[] {
  const causes: string[] = [];
  let cause: unknown = error.cause;
  // A chain that leads back into itself must not hold the page.
  while (cause !== undefined && causes.length < 10) {
    causes.push(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return causes;
}

export const errorStyles = css`
  .flow-error {
    display: grid;
    gap: 6px;
    padding: 12px 16px;
    border-radius: var(--pf-radius-small);
    background: var(--pf-bad-soft);
    overflow-wrap: anywhere;
  }
  .flow-error .message {
    color: var(--pf-bad);
    font-weight: 600;
    white-space: pre-wrap;
  }
  .flow-error.past {
    background: var(--pf-sunken);
  }
  .flow-error.past .message {
    color: inherit;
    font-weight: inherit;
  }
  .flow-error .reference {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 8px;
  }
  .flow-error .muted {
    color: color-mix(in oklab, var(--pf-muted) 70%, var(--pf-text));
  }
  details summary {
    inline-size: fit-content;
    padding-block: 2px;
    color: var(--pf-accent);
    font-size: var(--pf-size-small);
    font-weight: 550;
    cursor: pointer;
  }
  .flow-error pre {
    margin-block-start: 4px;
    white-space: pre-wrap;
    font-size: var(--pf-size-small);
  }
`;
