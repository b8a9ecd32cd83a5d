import { css } from 'lit';

/** A question stands out of its step as the one thing in the page that waits for its reader. */
export const questionStyles = css`
  :host {
    min-inline-size: 0;
  }
  .question {
    display: grid;
    gap: 16px;
    padding: 16px;
    border: 1px solid var(--pf-accent);
    border-radius: var(--pf-radius-small);
    background: color-mix(in oklab, var(--pf-accent-soft) 45%, var(--pf-surface));
  }
  .message {
    font-size: var(--pf-size-lead);
    line-height: 1.45;
  }
  .message.short {
    font-weight: 600;
  }
  .problem {
    color: var(--pf-bad);
    overflow-wrap: anywhere;
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }
  .answers button {
    min-block-size: 40px;
    padding-inline: 20px;
  }
  .answers .decline {
    padding-inline: 12px;
  }
  .answers .decline:not([aria-disabled='true']) {
    border-color: transparent;
    background: transparent;
    color: var(--pf-accent);
  }
  .answers .decline:not([aria-disabled='true']):hover {
    background: var(--pf-accent-soft);
  }
  .left {
    margin-inline-start: auto;
    color: var(--pf-muted);
    font-variant-numeric: tabular-nums;
  }
  .left.last {
    color: var(--pf-warn);
    font-weight: 600;
  }
`;
