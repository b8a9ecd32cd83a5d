import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, buttonStyles } from '../base-styles.ts';
import { icons } from '../icons.ts';
import { saveFile } from '../save-file.ts';
import { describeFile } from './describe-file.ts';
import { requestFile } from './file-access.ts';
import type { ShownFile } from './file-url.ts';

/** Names a file and offers it for download; its bytes are read only then. */
@customElement('prompt-flow-file')
export class FileValue extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
      }
      .name {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) file: ShownFile | undefined;
  @state() private fault: string | undefined;

  override render(): TemplateResult {
    const { name, facts } = describeFile(this.file);
    return html`<div>
        ${icons.file()}
        <span class="name">${name}</span>
        <span class="small muted">${facts}</span>
        <button class="quiet" type="button" @click=${this.download}>${icons.download()} Download</button>
      </div>
      ${this.fault === undefined ? nothing : html`<p class="small" role="alert">The file could not be opened: ${this.fault}</p>`}`;
  }

  private async download(): Promise<void> {
    const { file } = this;
    if (file === undefined) return;
    try {
      const blob = file instanceof Blob ? file : await requestFile(this, file);
      saveFile(blob, describeFile(file).name);
      this.fault = undefined;
    } catch (thrown) {
      this.fault = thrown instanceof Error ? thrown.message : String(thrown);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-file': FileValue;
  }
}
