import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyles } from '../base-styles.ts';
import { describeFile } from './describe-file.ts';
import { MediaElement } from './media-element.ts';

/** Plays an audio file. */
@customElement('prompt-flow-audio')
export class AudioValue extends MediaElement {
  static override styles = [
    baseStyles,
    css`
      audio {
        display: block;
        inline-size: 100%;
        max-inline-size: 26rem;
        block-size: 40px;
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
    return html`${url === undefined ? nothing : html`<audio controls preload="metadata" src=${url} aria-label=${name}></audio>`}
      <p class="small muted">${name}${facts === '' ? '' : `, ${facts}`}</p>
      ${fault === undefined ? nothing : html`<p class="small">The audio could not be opened: ${fault}</p>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-audio': AudioValue;
  }
}
