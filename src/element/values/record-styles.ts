import { css } from 'lit';

/** Names in one column, values in the other; where there is little room, long values under their names. */
export const recordStyles = css`
  .record {
    display: grid;
    grid-template-columns: fit-content(12rem) minmax(0, 1fr);
    gap: 8px 20px;
  }
  .record > div {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: baseline;
  }
  .record dt {
    color: var(--pf-muted);
    font-size: var(--pf-size-small);
    overflow-wrap: anywhere;
  }
  /* These have no first line of text to stand on. */
  .record > :is(.audio, .image, .vector, .table, .list) {
    align-items: start;
  }
  .record > :is(.list) dt {
    padding-block-start: 3px;
  }
  .record > :is(.audio) dt {
    padding-block-start: 9px;
  }
  .record dd {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  @container (max-width: 32rem) {
    .record .long {
      grid-template-columns: minmax(0, 1fr);
      row-gap: 4px;
    }
  }
`;
