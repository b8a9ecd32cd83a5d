import { css } from 'lit';

/** Where the parts of the element stand. It measures itself, not the window: it may be embedded anywhere. */
export const layoutStyles = css`
  :host {
    container: prompt-flow / inline-size;
    color: var(--pf-text);
    font-family: var(--pf-font);
    font-size: var(--pf-size-body);
    line-height: 1.55;
    text-align: start;
    -webkit-text-size-adjust: 100%;
  }
  .flow {
    display: grid;
    /* A long line of the source scrolls in its place, and does not widen the page. */
    grid-template-columns: minmax(0, 1fr);
    gap: 24px;
  }
  .intro {
    display: grid;
    gap: 8px;
  }
  .intro .title {
    font-size: var(--pf-size-title);
    font-weight: 650;
    line-height: 1.15;
    letter-spacing: -0.02em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .description {
    max-inline-size: 68ch;
    color: var(--pf-muted);
    font-size: var(--pf-size-lead);
    line-height: 1.5;
    white-space: pre-line;
    text-wrap: pretty;
  }
  .columns,
  .outcome-column {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px;
    align-content: start;
    align-items: start;
  }
  .panel {
    min-inline-size: 0;
    padding: 20px;
    border: 1px solid var(--pf-line);
    border-radius: var(--pf-radius);
    background: var(--pf-surface);
  }
  .panel-title {
    margin-block-end: 16px;
    font-size: var(--pf-size-lead);
    font-weight: 650;
    line-height: 1.4;
    letter-spacing: -0.005em;
  }

  .samples {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-block-end: 20px;
  }
  .chip {
    min-block-size: 30px;
    padding: 4px 12px;
    border-color: var(--pf-line);
    border-radius: 15px;
    background: var(--pf-surface);
    font-size: var(--pf-size-small);
    font-weight: 500;
    text-align: start;
  }
  .chip[aria-pressed='true'] {
    border-color: var(--pf-accent);
    background: var(--pf-accent-soft);
    color: var(--pf-accent);
    font-weight: 600;
  }
  .chip[aria-busy='true'] {
    opacity: 0.6;
  }
  .samples .fault {
    color: var(--pf-bad);
  }

  .input > .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }
  prompt-flow-form + .actions {
    margin-block-start: 24px;
  }
  .input .primary {
    min-block-size: 40px;
    padding-inline: 20px;
  }
  .input .actions button {
    min-block-size: 40px;
  }
  .elapsed {
    color: var(--pf-muted);
    font-variant-numeric: tabular-nums;
  }
  kbd {
    padding: 2px 6px;
    border: 1px solid var(--pf-line);
    border-radius: 5px;
    font-family: inherit;
    font-size: 0.75rem;
  }
  .run-note {
    margin-block-start: 12px;
    color: var(--pf-bad);
  }
  .run-note:empty {
    display: none;
  }

  .notice {
    display: grid;
    justify-items: start;
    gap: 12px;
    padding: 24px;
    border: 1px solid var(--pf-line);
    border-radius: var(--pf-radius);
    background: var(--pf-surface);
    color: var(--pf-muted);
  }
  .notice .title {
    color: var(--pf-text);
    font-size: var(--pf-size-lead);
    font-weight: 600;
  }
  .source pre {
    margin-block-start: 8px;
    padding: 16px;
    max-block-size: 32rem;
    overflow: auto;
    border-radius: var(--pf-radius-small);
    background: var(--pf-sunken);
    font-size: var(--pf-size-small);
    line-height: 1.6;
  }

  @container prompt-flow (min-width: 56rem) {
    .columns {
      grid-template-columns: minmax(20rem, 5fr) minmax(0, 7fr);
    }
    .panel {
      padding: 24px;
    }
  }
  @container prompt-flow (max-width: 30rem) {
    .panel {
      padding: 16px;
    }
    .shortcut {
      display: none;
    }
  }
`;
