import { css, html, nothing, type TemplateResult } from 'lit';
import { type Diagnostic, excerptOf } from '../../errors/index.ts';
import { formatCount } from '../format/number.ts';
import { icons } from '../icons.ts';

/** The faults of a flow's text, errors before warnings, each with its place and the line it is in. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  text: string | undefined,
): TemplateResult | typeof nothing {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
  return html`${section('error', errorTitle(errors.length), errors, text)}${section(
    'warning',
    warningTitle(warnings.length, errors.length > 0),
    warnings,
    text,
  )}`;
}

function errorTitle(count: number): string {
  return `${formatCount(count, 'fault')} in this flow. It can run once ${count === 1 ? 'it is' : 'they are'} mended.`;
}

function warningTitle(count: number, blocked: boolean): string {
  return `${formatCount(count, 'warning')}${blocked ? '' : '. The flow can run all the same.'}`;
}

function section(
  severity: Diagnostic['severity'],
  title: string,
  diagnostics: readonly Diagnostic[],
  text: string | undefined,
): TemplateResult | typeof nothing {
  if (diagnostics.length === 0) return nothing;
  return html`<section class="diagnostics ${severity}" aria-label=${severity === 'error' ? 'Faults of the flow' : 'Warnings'}>
    <h3>${severity === 'error' ? icons.failed() : icons.warning()} ${title}</h3>
    <ol>
      ${diagnostics.map((each) => renderDiagnostic(each, text))}
    </ol>
  </section>`;
}

function renderDiagnostic(diagnostic: Diagnostic, text: string | undefined): TemplateResult {
  const { span, code, message, hint } = diagnostic;
  return html`<li>
    <p class="place mono">
      <span>${span.line}:${span.column}</span> <span class="code">${code}</span>
    </p>
    <div class="words">
      <p class="message">${message}</p>
      ${hint === undefined ? nothing : html`<p class="hint">${hint}</p>`} ${text === undefined ? nothing : excerpt(diagnostic, text)}
    </div>
  </li>`;
}

function excerpt({ span }: Diagnostic, text: string): TemplateResult | typeof nothing {
  const cut = excerptOf(text, span);
  if (cut === undefined) return nothing;
  // The caret line repeats what stands before the place with blanks, so it sits right under any letters and tabs.
  const indent = cut.before.replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, cut.at.length));
  return html`<pre class="excerpt" tabindex="0" aria-label="Line ${cut.line} of the flow"><span class="number">${cut.line}</span>${cut.before}<mark>${cut.at}</mark>${cut.after}
<span class="number" aria-hidden="true"></span>${indent}<span class="caret" aria-hidden="true">${carets}</span></pre>`;
}

/** A fault in short, beside the step that it belongs to. */
export function renderStepDiagnostic({ severity, span, code, message }: Diagnostic): TemplateResult {
  return html`<p class="step-diagnostic ${severity}">
    ${severity === 'error' ? icons.failed() : icons.warning()}
    <span>${message} <span class="mono muted small">${span.line}:${span.column} ${code}</span></span>
  </p>`;
}

export const diagnosticStyles = css`
  .diagnostics {
    padding: 16px 20px;
    border-radius: var(--pf-radius);
    background: var(--pf-bad-soft);
  }
  .diagnostics.warning {
    background: var(--pf-warn-soft);
  }
  .diagnostics h3 {
    display: flex;
    align-items: center;
    gap: 8px;
    font-size: var(--pf-size-body);
    font-weight: 600;
  }
  .diagnostics.error svg.icon {
    color: var(--pf-bad);
  }
  .diagnostics.warning svg.icon {
    color: var(--pf-warn);
  }
  .diagnostics ol {
    display: grid;
    gap: 16px;
    margin-block-start: 12px;
  }
  .diagnostics li {
    display: grid;
    grid-template-columns: 15rem minmax(0, 1fr);
    gap: 4px 16px;
  }
  .diagnostics .place {
    display: flex;
    gap: 12px;
    color: var(--pf-muted);
    font-size: var(--pf-size-small);
    line-height: 1.6;
    overflow-wrap: anywhere;
  }
  .diagnostics .place :first-child {
    min-inline-size: 3em;
    color: var(--pf-text);
    font-variant-numeric: tabular-nums;
  }
  .diagnostics .hint {
    color: var(--pf-muted);
  }
  .excerpt {
    margin-block-start: 8px;
    padding: 8px 12px;
    border-radius: var(--pf-radius-small);
    background: var(--pf-surface);
    font-size: var(--pf-size-small);
    line-height: 1.5;
    overflow-x: auto;
    tab-size: 4;
  }
  .excerpt .number {
    display: inline-block;
    min-inline-size: 2.5em;
    padding-inline-end: 1em;
    color: var(--pf-muted);
    text-align: end;
    user-select: none;
  }
  .excerpt mark {
    background: none;
    color: inherit;
    font-weight: 600;
  }
  .excerpt .caret {
    color: var(--pf-bad);
    font-weight: 700;
  }
  .diagnostics.warning .caret {
    color: var(--pf-warn);
  }
  .step-diagnostic {
    display: flex;
    gap: 8px;
    margin-block-start: 8px;
    font-size: var(--pf-size-small);
    line-height: 1.5;
  }
  .step-diagnostic svg.icon {
    inline-size: 1rem;
    block-size: 1rem;
    margin-block-start: 2px;
    color: var(--pf-bad);
  }
  .step-diagnostic.warning svg.icon {
    color: var(--pf-warn);
  }
  @container prompt-flow (max-width: 40rem) {
    .diagnostics {
      padding: 16px;
    }
    .diagnostics li {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
