import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, buttonStyles } from '../base-styles.ts';
import { icons } from '../icons.ts';

/** How long the button says how it went. */
const ANSWER_TIME = 2000;

/** Copies a text, which is made only when somebody asks for it. */
@customElement('prompt-flow-copy')
export class CopyButton extends LitElement {
  static override styles = [baseStyles, buttonStyles];

  @property() label = 'Copy';
  @property({ attribute: false }) text: () => string = () => '';
  @state() private copied: 'yes' | 'no' | 'failed' = 'no';
  private timer: ReturnType<typeof setTimeout> | undefined;

  override render(): TemplateResult {
    const words = { no: this.label, yes: 'Copied', failed: 'Copying was not allowed' }[this.copied];
    return html`<button class="quiet" type="button" @click=${this.copy}>${icons.copy()} ${words}</button>`;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.copied = 'no';
  }

  private async copy(): Promise<void> {
    this.copied = await navigator.clipboard.writeText(this.text()).then(
      () => 'yes' as const,
      () => 'failed' as const,
    );
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.copied = 'no';
    }, ANSWER_TIME);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-copy': CopyButton;
  }
}
