import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { FileUrl, type ShownFile } from './file-url.ts';

/** What shows a file's content: it opens the file as soon as it has one. */
export abstract class MediaElement extends LitElement {
  @property({ attribute: false }) file: ShownFile | undefined;
  protected readonly content = new FileUrl(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('file')) void this.content.show(this.file);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // After a move within the page the old URL is gone.
    if (this.hasUpdated) void this.content.show(this.file);
  }
}
