import { html, nothing, type TemplateResult } from 'lit';
import { FlowError } from '../errors/index.ts';
import { renderError } from './error-view.ts';
import type { LoadState } from './flow-loader.ts';

/** What stands in the place of a flow that is not there. */
export function renderNotice(
  load: Exclude<LoadState, { status: 'ready' }>,
  retry: () => void,
): TemplateResult {
  switch (load.status) {
    case 'none':
      return html`<p class="notice">No flow is named here. Give this element a <code>src</code>.</p>`;
    case 'loading':
      return html`<p class="notice" role="status">Reading the flow</p>`;
    case 'failed':
      return html`<div class="notice" role="alert">
        <p class="title">The flow could not be opened</p>
        ${load.fault instanceof FlowError ? renderError(load.fault) : html`<p>${load.fault.message}</p>`}
        <button type="button" @click=${retry}>Try again</button>
      </div>`;
  }
}

/** The flow's title, at the level of heading that the page asks for, and what it does. */
export function renderIntro(title: string, description: string | undefined, level: number): TemplateResult {
  return html`<header class="intro">
    <div class="title" role="heading" aria-level=${level}>${title}</div>
    ${description === undefined ? nothing : html`<p class="description">${description}</p>`}
  </header>`;
}

/** The flow's text, folded away. */
export function renderSource(text: string): TemplateResult {
  return html`<details class="source">
    <summary>Flow source</summary>
    <pre tabindex="0">${text}</pre>
  </details>`;
}
