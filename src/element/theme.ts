import { css } from 'lit';

/**
 * The look of `<prompt-flow>`, and what a page around it may set.
 *
 * The element follows the `color-scheme` of the place it stands in: a page that says
 * `color-scheme: light dark` gets both, a page that says nothing gets light.
 *
 * Custom properties that a page may set on `prompt-flow` or on any element around it:
 *
 * | property                       | what it colours or shapes                        |
 * |--------------------------------|--------------------------------------------------|
 * | `--prompt-flow-font`           | the typeface of everything but code              |
 * | `--prompt-flow-mono`           | the typeface of names, numbers of lines and code |
 * | `--prompt-flow-text`           | text                                             |
 * | `--prompt-flow-muted`          | secondary text                                   |
 * | `--prompt-flow-surface`        | panels and fields                                |
 * | `--prompt-flow-sunken`         | quiet areas inside a panel                       |
 * | `--prompt-flow-line`           | hairlines                                        |
 * | `--prompt-flow-control-line`   | the border of a field                            |
 * | `--prompt-flow-accent`         | Run, links, focus, running steps                 |
 * | `--prompt-flow-on-accent`      | text on the accent                               |
 * | `--prompt-flow-accent-soft`    | a tint of the accent                             |
 * | `--prompt-flow-good`, `-good-soft` | success                                      |
 * | `--prompt-flow-bad`, `-bad-soft`   | failure                                      |
 * | `--prompt-flow-warn`, `-warn-soft` | warnings                                     |
 * | `--prompt-flow-radius`         | the corners of a panel; a field's are two thirds |
 */
export const theme = css`
  :host {
    --pf-font: var(
      --prompt-flow-font,
      ui-sans-serif,
      -apple-system,
      'Segoe UI Variable Text',
      'Segoe UI',
      Roboto,
      Cantarell,
      'Noto Sans',
      'Liberation Sans',
      'Helvetica Neue',
      Arial,
      sans-serif
    );
    --pf-mono: var(
      --prompt-flow-mono,
      ui-monospace,
      'SF Mono',
      'Cascadia Code',
      Menlo,
      Consolas,
      'Liberation Mono',
      monospace
    );
    --pf-text: var(--prompt-flow-text, light-dark(#161c22, #e7ecf0));
    --pf-muted: var(--prompt-flow-muted, light-dark(#53606c, #9eabb7));
    --pf-surface: var(--prompt-flow-surface, light-dark(#ffffff, #161b21));
    --pf-sunken: var(--prompt-flow-sunken, light-dark(#f2f5f7, #1d242b));
    --pf-line: var(--prompt-flow-line, light-dark(#dfe5ea, #2a333c));
    --pf-control-line: var(--prompt-flow-control-line, light-dark(#84909c, #687683));
    --pf-accent: var(--prompt-flow-accent, light-dark(#0b5c86, #74bfee));
    --pf-on-accent: var(--prompt-flow-on-accent, light-dark(#ffffff, #06202f));
    --pf-accent-soft: var(--prompt-flow-accent-soft, light-dark(#e2eff7, #163243));
    --pf-good: var(--prompt-flow-good, light-dark(#14713f, #63cf95));
    --pf-good-soft: var(--prompt-flow-good-soft, light-dark(#e2f4e9, #13311f));
    --pf-bad: var(--prompt-flow-bad, light-dark(#ae261d, #ff9a8f));
    --pf-bad-soft: var(--prompt-flow-bad-soft, light-dark(#fdeeec, #351b1a));
    --pf-warn: var(--prompt-flow-warn, light-dark(#7a5000, #e9bd66));
    --pf-warn-soft: var(--prompt-flow-warn-soft, light-dark(#fdf3df, #30260f));
    --pf-radius: var(--prompt-flow-radius, 12px);
    --pf-radius-small: calc(var(--pf-radius) * 2 / 3);

    /* One scale for type, in steps of about 1.2. */
    --pf-size-small: 0.8125rem;
    --pf-size-body: 0.9375rem;
    --pf-size-lead: 1.0625rem;
    --pf-size-title: clamp(1.5rem, 1.2rem + 1.5cqi, 2rem);
  }
`;
