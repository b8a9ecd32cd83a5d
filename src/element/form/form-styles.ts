import { css } from 'lit';

/** The fields of the form. */
export const formStyles = css`
  .fields {
    display: grid;
    gap: 20px;
  }
  .field {
    display: grid;
    gap: 6px;
    min-inline-size: 0;
  }
  .head {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 12px;
  }
  .label-text {
    font-weight: 600;
  }
  .mark,
  .about,
  .counter {
    color: var(--pf-muted);
    font-size: var(--pf-size-small);
  }
  .about:empty,
  .faults:empty {
    display: none;
  }
  .about {
    line-height: 1.45;
    max-inline-size: 60ch;
  }
  .counter.over,
  .fault {
    color: var(--pf-bad);
  }
  .fault {
    font-size: var(--pf-size-small);
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  .fault::before {
    content: '';
    display: inline-block;
    inline-size: 6px;
    block-size: 6px;
    margin-inline-end: 8px;
    border-radius: 50%;
    background: currentColor;
    vertical-align: 2px;
  }
  input[type='text'],
  input[type='number'],
  textarea,
  select {
    inline-size: 100%;
    min-block-size: 40px;
    padding: 8px 12px;
    border: 1px solid var(--pf-control-line);
    border-radius: var(--pf-radius-small);
    background: var(--pf-surface);
    color: var(--pf-text);
    /* 16 px at least: below that, phones zoom into a field that is tapped. */
    font: 1rem / 1.5 var(--pf-font);
  }
  textarea {
    display: block;
    min-block-size: calc(3lh + 18px);
    max-block-size: 22rem;
    field-sizing: content;
    resize: vertical;
  }
  textarea.code {
    font-family: var(--pf-mono);
    font-size: 0.875rem;
  }
  input[type='number'] {
    max-inline-size: 12rem;
    font-variant-numeric: tabular-nums;
  }
  ::placeholder {
    color: var(--pf-muted);
    opacity: 1;
  }
  [data-faulty] :is(input, textarea, select),
  [data-faulty] :is(.drop, .segments) {
    border-color: var(--pf-bad);
  }
  .under {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }
  .under .quiet {
    margin-inline: auto -8px;
  }

  .switch {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 32px;
    cursor: pointer;
  }
  .switch input {
    position: absolute;
    opacity: 0;
    inline-size: 40px;
    block-size: 24px;
    margin: 0;
    cursor: pointer;
  }
  .switch .track {
    flex: none;
    inline-size: 40px;
    block-size: 24px;
    padding: 3px;
    border: 1px solid var(--pf-control-line);
    border-radius: 12px;
    background: var(--pf-sunken);
    transition: background-color 120ms;
  }
  .switch .track::before {
    content: '';
    display: block;
    inline-size: 16px;
    block-size: 16px;
    border-radius: 50%;
    background: var(--pf-control-line);
    transition: translate 120ms;
  }
  .switch :checked + .track {
    border-color: var(--pf-accent);
    background: var(--pf-accent);
  }
  .switch :checked + .track::before {
    translate: 16px 0;
    background: var(--pf-on-accent);
  }
  .switch :focus-visible + .track,
  .segments :focus-visible + span,
  .drop:has(:focus-visible) {
    outline: 2px solid var(--pf-accent);
    outline-offset: 2px;
  }

  .segments {
    display: inline-flex;
    flex-wrap: wrap;
    justify-self: start;
    gap: 2px;
    padding: 3px;
    border: 1px solid var(--pf-line);
    border-radius: calc(var(--pf-radius-small) + 1px);
    background: var(--pf-sunken);
  }
  .segments input {
    position: absolute;
    opacity: 0;
    margin: 0;
  }
  .segments label {
    position: relative;
    cursor: pointer;
  }
  .segments span {
    display: block;
    padding: 5px 14px;
    border-radius: calc(var(--pf-radius-small) - 2px);
    font-weight: 500;
  }
  .segments span:hover {
    color: var(--pf-accent);
  }
  .segments :checked + span {
    background: var(--pf-surface);
    box-shadow:
      0 0 0 1px var(--pf-control-line),
      0 1px 2px rgb(0 0 0 / 0.12);
    color: var(--pf-text);
    font-weight: 600;
  }

  .sources {
    display: grid;
    gap: 8px;
  }
  .drop {
    position: relative;
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 72px;
    padding: 16px;
    border: 1px dashed var(--pf-control-line);
    border-radius: var(--pf-radius-small);
    background: var(--pf-sunken);
    color: var(--pf-muted);
    cursor: pointer;
  }
  .drop b {
    color: var(--pf-accent);
    font-weight: 600;
  }
  .drop:hover,
  .drop.over {
    border-color: var(--pf-accent);
  }
  .drop.over {
    background: var(--pf-accent-soft);
  }
  .microphone {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }
  .microphone .fault {
    inline-size: 100%;
  }
  button.recording {
    border-color: var(--pf-bad);
    color: var(--pf-bad);
  }
  .clock {
    min-inline-size: 3em;
    font-variant-numeric: tabular-nums;
  }
  .level {
    flex: 1;
    min-inline-size: 48px;
    max-inline-size: 160px;
    block-size: 8px;
    border-radius: 4px;
    background: linear-gradient(var(--pf-bad) 0 0) 0 / var(--level) 100% no-repeat var(--pf-line);
  }
  .chosen {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: 12px;
    padding: 12px;
    border: 1px solid var(--pf-line);
    border-radius: var(--pf-radius-small);
  }
  .chosen > :first-child {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  @container (max-width: 30rem) {
    .chosen {
      flex-direction: column;
      gap: 4px;
    }
    .chosen > :first-child {
      inline-size: 100%;
    }
    .chosen .quiet {
      margin-inline-start: -8px;
    }
  }
  .chosen p {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
`;
