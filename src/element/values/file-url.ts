import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FlowFile } from '../../executors/flow-file.ts';
import { requestFile } from './file-access.ts';

export type ShownFile = FlowFile | Blob;

/** Opens a file for an element and keeps its object URL for as long as the element shows it. */
export class FileUrl implements ReactiveController {
  url: string | undefined;
  fault: string | undefined;
  private opened: ShownFile | undefined;
  private readonly host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.host = host;
    host.addController(this);
  }

  /** Shows another file, or none. */
  async show(file: ShownFile | undefined): Promise<void> {
    if (file === this.opened) return;
    this.forget();
    this.opened = file;
    if (file === undefined) return;
    try {
      const blob = file instanceof Blob ? file : await requestFile(this.host, file);
      // The element may have turned to another file, or left the page, while this one was opened.
      if (this.opened !== file) return;
      this.url = URL.createObjectURL(blob);
    } catch (thrown) {
      if (this.opened !== file) return;
      this.fault = thrown instanceof Error ? thrown.message : String(thrown);
    }
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.forget();
  }

  private forget(): void {
    if (this.url !== undefined) URL.revokeObjectURL(this.url);
    this.url = undefined;
    this.fault = undefined;
    this.opened = undefined;
  }
}
