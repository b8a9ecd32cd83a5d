import { html, type TemplateResult } from 'lit';
import type { FlowError } from '../../errors/index.ts';
import { renderError } from '../error-view.ts';

/** In the place of runs that cannot be read. Without a database all works, for as long as the page is open. */
export function renderUnreadable(fault: FlowError, retry: () => void): TemplateResult {
  return html`${
    fault.code === 'storage_unavailable'
      ? html`<div class="empty">
          <p><b>Runs are kept only until this page is closed.</b></p>
          <p>${fault.message} ${fault.hint ?? ''}</p>
        </div>`
      : renderError(fault)
  }
    <button class="more" type="button" @click=${retry}>Try again</button>`;
}
