import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RunFilter } from '../../engine/history/run-history.ts';
import { isStatus } from './entry-status.ts';

/** How long nobody has to type before a search begins, in milliseconds. */
const PAUSE = 200;

/** What is looked for among earlier runs. */
export class HistorySearch implements ReactiveController {
  text = '';
  status = '';
  private typing: ReturnType<typeof setTimeout> | undefined;
  private readonly host: ReactiveControllerHost;
  private readonly begin: () => void;

  constructor(host: ReactiveControllerHost, begin: () => void) {
    this.host = host;
    this.begin = begin;
    host.addController(this);
  }

  /** Whether anything is looked for. */
  get isOn(): boolean {
    return this.text.trim() !== '' || this.status !== '';
  }

  filter(flow: string | undefined): RunFilter {
    return {
      ...(flow !== undefined && { flow }),
      ...(isStatus(this.status) && { status: this.status }),
      ...(this.text.trim() !== '' && { text: this.text }),
    };
  }

  readonly lookForText = (text: string): void => {
    this.text = text;
    clearTimeout(this.typing);
    this.typing = setTimeout(this.begin, PAUSE);
    this.host.requestUpdate();
  };

  readonly lookForStatus = (status: string): void => {
    this.status = status;
    this.begin();
    this.host.requestUpdate();
  };

  clear(): void {
    this.text = '';
    this.lookForStatus('');
  }

  hostDisconnected(): void {
    clearTimeout(this.typing);
  }
}
