import { css } from 'lit';

/** A step in the list: a mark on the rail, a line of facts, the bar of its time, and what came of it. */
export const stepStyles = css`
  :host {
    container-type: inline-size;
  }
  .step {
    --state: var(--pf-muted);
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr);
    gap: 12px;
  }
  .running,
  .asking {
    --state: var(--pf-accent);
  }
  .succeeded {
    --state: var(--pf-good);
  }
  .failed {
    --state: var(--pf-bad);
  }
  .cancelled,
  .stopped {
    --state: var(--pf-warn);
  }

  .rail {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 4px;
    padding-block-start: 2px;
    color: var(--state);
  }
  .rail::after {
    content: '';
    flex: 1;
    inline-size: 1px;
    background: var(--pf-line);
  }
  :host([last]) .rail::after {
    display: none;
  }

  .content {
    min-inline-size: 0;
    padding-block-end: 24px;
  }
  :host([last]) .content {
    padding-block-end: 0;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 12px;
    min-block-size: 24px;
  }
  h3 {
    font-size: var(--pf-size-body);
    font-weight: 600;
    line-height: 1.6;
    overflow-wrap: anywhere;
  }
  .state {
    display: flex;
    gap: 12px;
    margin-inline-start: auto;
    font-size: var(--pf-size-small);
  }
  .time:empty {
    display: none;
  }
  .time {
    color: var(--pf-muted);
    font-variant-numeric: tabular-nums;
  }
  .word {
    min-inline-size: 5rem;
    color: var(--state);
    font-weight: 600;
  }
  .planned :is(.state, .fold) {
    display: none;
  }
  .about {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 12px;
    line-height: 1.5;
  }
  .needs {
    font-style: italic;
  }
  .fold,
  button.fold {
    align-self: center;
    box-sizing: border-box;
    inline-size: 28px;
    margin-inline-end: -8px;
    padding: 2px;
    color: var(--pf-muted);
  }
  .fold .chevron {
    transition: rotate 120ms;
  }
  .fold[aria-expanded='true'] .chevron {
    rotate: 90deg;
  }

  /* The whole line is the run's time, the bar the part of it in which this step ran. */
  .track {
    block-size: 2px;
    margin-block-start: 8px;
    border-radius: 1px;
    background: var(--pf-line);
  }
  .track::before {
    content: '';
    display: block;
    block-size: 100%;
    margin-inline-start: min(var(--from), 100% - 4px);
    inline-size: max(var(--length), 4px);
    border-radius: inherit;
    background: var(--state);
  }

  .body {
    display: grid;
    gap: 12px;
    margin-block-start: 12px;
    font-size: var(--pf-size-body);
    line-height: 1.55;
  }
  .partial {
    display: grid;
    gap: 4px;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--pf-accent);
  }
  .folded-question {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    margin-block-start: 8px;
  }
  .folded-question button {
    margin-inline-start: -8px;
  }
  .replaced {
    display: grid;
    gap: 6px;
  }
  .details .record,
  .details .log {
    margin-block-start: 8px;
  }
  .log li {
    overflow-wrap: anywhere;
    line-height: 1.6;
  }
  @container (max-width: 26rem) {
    h3 {
      flex: 1;
      min-inline-size: 0;
    }
    /* The room of a short word is the name's. */
    .word {
      min-inline-size: 0;
    }
    .executor {
      order: 3;
      inline-size: 100%;
    }
  }
`;
