import type { ReactiveControllerHost } from 'lit';
import { plainData } from '../../engine/plain-data.ts';
import type { FlowResult } from '../../engine/state/flow-result.ts';
import { saveFile } from '../save-file.ts';

/** How long the copy button says how it went. */
const ANSWER_TIME = 2000;

/** Takes a result out of the page, as JSON: to the clipboard or into a file. */
export class ResultExporter {
  copied: 'yes' | 'no' | 'failed' = 'no';
  private readonly host: ReactiveControllerHost;
  private readonly result: () => FlowResult | undefined;

  constructor(host: ReactiveControllerHost, result: () => FlowResult | undefined) {
    this.host = host;
    this.result = result;
  }

  readonly copy = async (): Promise<void> => {
    const result = this.result();
    if (result === undefined) return;
    this.copied = await navigator.clipboard.writeText(jsonOf(result)).then(
      () => 'yes' as const,
      () => 'failed' as const,
    );
    this.host.requestUpdate();
    setTimeout(() => {
      this.copied = 'no';
      this.host.requestUpdate();
    }, ANSWER_TIME);
  };

  readonly download = (): void => {
    const result = this.result();
    if (result === undefined) return;
    const json = new Blob([jsonOf(result)], { type: 'application/json' });
    saveFile(json, `${result.flow || 'flow'}-result.json`);
  };
}

function jsonOf(result: FlowResult): string {
  return JSON.stringify(plainData(result), null, 2);
}
