import { css } from 'lit';

/** What every part of the element shares: box model, focus, hidden text, small type. */
export const baseStyles = css`
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  pre,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  :focus-visible {
    outline: 2px solid var(--pf-accent);
    outline-offset: 2px;
  }
  code,
  pre,
  .mono {
    font-family: var(--pf-mono);
    font-size: 0.92em;
  }
  .small {
    font-size: var(--pf-size-small);
  }
  .muted {
    color: var(--pf-muted);
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  svg.icon {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .turning {
    display: inline-grid;
    flex: none;
    animation: turn 1s linear infinite;
    will-change: transform;
  }
  @keyframes turn {
    to {
      transform: rotate(360deg);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.001ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 0.001ms !important;
    }
  }
`;

/** Buttons in three weights, primary, plain and quiet; and those that remove something for good. */
export const buttonStyles = css`
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 36px;
    padding: 6px 14px;
    border: 1px solid var(--pf-control-line);
    border-radius: var(--pf-radius-small);
    background: var(--pf-surface);
    color: var(--pf-text);
    font: inherit;
    font-size: var(--pf-size-body);
    font-weight: 550;
    line-height: 1.2;
    text-decoration: none;
    cursor: pointer;
    transition:
      background-color 120ms,
      border-color 120ms;
  }
  button:hover,
  .button:hover {
    background: var(--pf-sunken);
  }
  button svg.icon {
    inline-size: 1.0625rem;
    block-size: 1.0625rem;
  }
  button.primary {
    border-color: transparent;
    background: var(--pf-accent);
    color: var(--pf-on-accent);
    font-weight: 600;
  }
  button.primary:not([aria-disabled='true']):hover {
    background: color-mix(in oklab, var(--pf-accent) 88%, var(--pf-text));
  }
  button.danger {
    border-color: transparent;
    background: var(--pf-bad);
    color: var(--pf-surface);
  }
  button.danger:hover {
    background: color-mix(in oklab, var(--pf-bad) 88%, var(--pf-text));
  }
  button.quiet {
    min-block-size: 28px;
    padding: 2px 8px;
    border-color: transparent;
    background: transparent;
    color: var(--pf-accent);
    font-size: var(--pf-size-small);
  }
  button.quiet:hover {
    background: var(--pf-accent-soft);
  }
  button[aria-disabled='true'],
  button[aria-disabled='true']:hover,
  button:disabled {
    border-color: transparent;
    background: var(--pf-line);
    color: var(--pf-muted);
    cursor: not-allowed;
  }
`;
