import { css } from 'lit';

/** The frame of the page: bar, content, footer, in one column. */
export const studioStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto 1fr auto;
    grid-template-columns: minmax(0, 1fr);
    min-block-size: 100vh;
    color: var(--pf-text);
    font-family: var(--pf-font);
    font-size: var(--pf-size-body);
    line-height: 1.5;
  }
  .bar,
  main,
  footer {
    box-sizing: border-box;
    inline-size: 100%;
    max-inline-size: 80rem;
    margin-inline: auto;
    padding-inline: clamp(16px, 4vw, 40px);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 16px;
    padding-block: 20px;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    border-radius: 4px;
    color: inherit;
    font-size: var(--pf-size-lead);
    font-weight: 680;
    letter-spacing: -0.015em;
    text-decoration: none;
  }
  .mark {
    inline-size: 32px;
    block-size: 32px;
    fill: none;
    stroke: var(--pf-accent);
    stroke-width: 2.25;
    stroke-linecap: round;
  }
  .mark circle {
    fill: var(--pf-accent);
    stroke: none;
  }
  .promise {
    color: var(--pf-muted);
    font-size: var(--pf-size-small);
  }
  .aside {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 20px;
    font-size: var(--pf-size-small);
  }
  :is(.aside, footer) a {
    border-radius: 4px;
    color: var(--pf-accent);
    font-weight: 550;
    text-decoration: none;
  }
  :is(.aside, footer) a:hover,
  .aside [aria-current] {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  main {
    padding-block: 8px 64px;
  }
  main:focus {
    outline: none;
  }
  .back {
    display: inline-block;
    margin-block: 8px 20px;
    color: var(--pf-accent);
    font-size: var(--pf-size-small);
    font-weight: 550;
    text-decoration: none;
  }
  .back::before {
    content: '←' / '';
    margin-inline-end: 6px;
  }
  .back:hover {
    text-decoration: underline;
  }
  footer {
    padding-block: 20px;
    color: var(--pf-muted);
    font-size: var(--pf-size-small);
  }
  footer ul {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
    min-block-size: 1lh;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--pf-line);
  }
  .notice {
    display: grid;
    justify-items: start;
    gap: 12px;
    max-inline-size: 44rem;
    padding: 24px;
    border: 1px solid var(--pf-line);
    border-radius: var(--pf-radius);
    background: var(--pf-surface);
    color: var(--pf-muted);
    overflow-wrap: anywhere;
  }
  .notice :is(h1, h2) {
    max-inline-size: none;
    color: var(--pf-text);
    font-size: 1.1875rem;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
`;
