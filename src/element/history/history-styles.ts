import { css } from 'lit';

/** The list of earlier runs. It measures itself: it stands in an element of any width, or by itself in a page. */
export const historyStyles = css`
  :host {
    container: prompt-flow-history / inline-size;
    color: var(--pf-text);
    font-family: var(--pf-font);
    font-size: var(--pf-size-body);
    line-height: 1.5;
    text-align: start;
  }
  .history {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    padding: 24px;
    border: 1px solid var(--pf-line);
    border-radius: var(--pf-radius);
    background: var(--pf-surface);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 16px;
  }
  h3 {
    font-size: var(--pf-size-lead);
    font-weight: 650;
    line-height: 1.4;
    letter-spacing: -0.005em;
  }
  h3:focus {
    outline: none;
  }
  .whole {
    display: flex;
    flex-wrap: wrap;
    margin-inline-end: -8px;
  }
  .runs {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .run {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: start;
    gap: 4px 12px;
    padding-block: 12px;
    border-block-start: 1px solid var(--pf-line);
  }
  .run:last-child {
    padding-block-end: 0;
  }
  .mark {
    display: grid;
    align-items: center;
    block-size: 1.5em;
    color: var(--pf-muted);
  }
  .succeeded .mark {
    color: var(--pf-good);
  }
  .running .mark {
    color: var(--pf-accent);
  }
  :is(.failed, .timed_out) :is(.mark, .error) {
    color: var(--pf-bad);
  }
  :is(.interrupted, .cancelled) .mark {
    color: var(--pf-warn);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
    font-variant-numeric: tabular-nums;
  }
  .line b {
    font-weight: 600;
  }
  .shown {
    color: var(--pf-accent);
    font-weight: 550;
  }
  .summary,
  .error {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .summary {
    color: var(--pf-muted);
  }
  .row-actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 4px;
    /* A button is taller than the line beside it: their texts stand on one line. */
    margin-block-start: -4px;
    margin-inline-end: -8px;
  }
  .asked {
    gap: 8px;
    margin-block-start: -2px;
    margin-inline-end: 0;
  }
  .asked button {
    min-block-size: 28px;
    padding: 2px 12px;
    font-size: var(--pf-size-small);
  }
  button.quiet[aria-disabled='true'] {
    background: transparent;
  }
  .more {
    justify-self: start;
  }
  .empty {
    max-inline-size: 60ch;
    color: var(--pf-muted);
    text-wrap: pretty;
  }
  .said:empty {
    display: none;
  }
  .said {
    color: var(--pf-muted);
    font-size: var(--pf-size-small);
  }
  @container prompt-flow-history (max-width: 44rem) {
    .history {
      padding: 20px;
    }
    .run {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .row-actions {
      grid-column: 2;
      justify-content: flex-start;
      margin-block-start: 0;
      margin-inline: -8px 0;
    }
    .asked {
      margin-block-start: 0;
      margin-inline: 0;
    }
    .asked > span {
      flex-basis: 100%;
    }
  }
  @container prompt-flow-history (max-width: 30rem) {
    .history {
      padding: 16px;
    }
    .whole {
      margin-inline: -8px;
    }
    .run {
      column-gap: 8px;
    }
    .row-actions:not(.asked) {
      gap: 0;
    }
    /* Of two lines of an error one learns more than of half of one. */
    .error {
      display: -webkit-box;
      white-space: normal;
      overflow-wrap: anywhere;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 3;
    }
  }
`;
