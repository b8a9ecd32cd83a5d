import { css } from 'lit';

/** A question over the page: it stands in the middle of a wide window and at the foot of a narrow one. */
export const downloadStyles = css`
  dialog {
    inline-size: min(30rem, calc(100vi - 32px));
    max-block-size: calc(100vb - 32px);
    padding: 24px;
    overflow: auto;
    border: 1px solid var(--pf-line);
    border-radius: var(--pf-radius);
    background: var(--pf-surface);
    color: var(--pf-text);
    font-family: var(--pf-font);
    font-size: var(--pf-size-body);
    line-height: 1.5;
    text-align: start;
  }
  dialog::backdrop {
    background: rgb(6 12 18 / 0.5);
  }
  form {
    display: grid;
    gap: 16px;
  }
  h2 {
    font-size: var(--pf-size-lead);
    font-weight: 650;
    line-height: 1.4;
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 4px 16px;
    padding: 12px 16px;
    border-radius: var(--pf-radius-small);
    background: var(--pf-sunken);
  }
  dt {
    color: var(--pf-muted);
  }
  dd {
    overflow-wrap: anywhere;
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .answers button {
    min-block-size: 40px;
    padding-inline: 20px;
  }
  @media (max-width: 30rem) {
    dialog {
      margin-block-end: 16px;
    }
    .answers button {
      flex: 1 1 100%;
    }
  }
`;
