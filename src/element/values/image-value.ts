import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyles } from '../base-styles.ts';
import { describeFile } from './describe-file.ts';
import { MediaElement } from './media-element.ts';

/** Shows an image file. */
@customElement('prompt-flow-image')
export class ImageValue extends MediaElement {
  static override styles = [
    baseStyles,
    css`
      img {
        display: block;
        max-inline-size: 100%;
        max-block-size: 20rem;
        border-radius: var(--pf-radius-small);
        background: repeating-conic-gradient(var(--pf-sunken) 0 25%, var(--pf-surface) 0 50%) 0 0 / 16px 16px;
      }
      p {
        margin-block-start: 4px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render(): TemplateResult {
    const { name, facts } = describeFile(this.file);
    const { url, fault } = this.content;
    return html`${url === undefined ? nothing : html`<img src=${url} alt=${name} decoding="async" />`}
      <p class="small muted">${name}${facts === '' ? '' : `, ${facts}`}</p>
      ${fault === undefined ? nothing : html`<p class="small">The image could not be opened: ${fault}</p>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-image': ImageValue;
  }
}
