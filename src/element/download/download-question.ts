import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { DownloadRequest } from '../../workers/engine/engine-client.ts';
import { baseStyles, buttonStyles } from '../base-styles.ts';
import { formatBytes } from '../format/bytes.ts';
import { theme } from '../theme.ts';
import { downloadStyles } from './download-styles.ts';

/** Asks whether a model may be fetched from another site: which, from where, how much, under what licence. */
@customElement('prompt-flow-download-question')
export class DownloadQuestion extends LitElement {
  static override styles = [theme, baseStyles, buttonStyles, downloadStyles];

  @property({ attribute: false }) request: DownloadRequest | undefined;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;
  private settle: (agreed: boolean) => void = () => {};

  /** Opens the question over the page. Resolves with the answer; Escape is a no. */
  async ask(): Promise<boolean> {
    await this.updateComplete;
    this.dialog?.showModal();
    return new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A page that takes the question away has not agreed.
    this.settle(false);
  }

  override render(): TemplateResult | typeof nothing {
    const { request } = this;
    if (request === undefined) return nothing;
    const { model, dtype, host, size, licence } = request;
    return html`<dialog aria-labelledby="title" aria-describedby="note" @close=${this.closed}>
      <form method="dialog">
        <h2 id="title">Download a model of ${formatBytes(size)}?</h2>
        <dl>
          <dt>Model</dt>
          <dd>${model}, ${dtype}</dd>
          <dt>From</dt>
          <dd>${host}</dd>
          <dt>Licence</dt>
          <dd>${licence ?? 'not told by the site'}</dd>
        </dl>
        <p id="note">
          The flow needs it and this browser does not have it yet. It is kept here afterwards, also without a network. What
          you give to the flow is not sent: the other site sees only that the model is fetched.
        </p>
        <div class="answers">
          <button class="primary" value="yes">Download ${formatBytes(size)}</button>
          <button value="no" autofocus>Not now</button>
        </div>
      </form>
    </dialog>`;
  }

  private readonly closed = (): void => this.settle(this.dialog?.returnValue === 'yes');
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-download-question': DownloadQuestion;
  }
}
