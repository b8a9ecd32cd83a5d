import { css } from 'lit';

/** Where the parts of the page stand. It measures itself, as the element does. */
export const modelsStyles = css`
  :host {
    container: prompt-flow-models / inline-size;
  }
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px;
  }
  /* Wherever on the page something is held, it is seen that it would be taken. */
  .page.over {
    border-radius: var(--pf-radius);
    outline: 2px dashed var(--pf-accent);
    outline-offset: 10px;
  }
  header {
    display: grid;
    gap: 8px;
  }
  h1 {
    margin: 0;
    font-size: var(--pf-size-title);
    font-weight: 650;
    line-height: 1.15;
    letter-spacing: -0.02em;
  }
  .lead {
    max-inline-size: 68ch;
    color: var(--pf-muted);
    font-size: var(--pf-size-lead);
    text-wrap: pretty;
  }
  .list {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    gap: 16px;
    padding: 24px;
    border: 1px solid var(--pf-line);
    border-radius: var(--pf-radius);
    background: var(--pf-surface);
  }
  .list > :is(ul, .flow-error) {
    inline-size: 100%;
  }
  .list .head {
    display: grid;
    gap: 2px;
    text-wrap: pretty;
  }
  h2 {
    font-size: var(--pf-size-lead);
    font-weight: 650;
    line-height: 1.4;
    letter-spacing: -0.005em;
  }
  h2:focus {
    outline: none;
  }
  @container prompt-flow-models (max-width: 30rem) {
    .list {
      padding: 16px;
    }
  }
`;
