import type { ReactiveControllerHost } from 'lit';
import type { FlowEngine } from '../../engine/flow-engine.ts';
import { plainData } from '../../engine/plain-data.ts';
import type { FlowResult } from '../../engine/state/flow-result.ts';
import type { RunTrace } from '../../engine/trace/run-trace.ts';
import { toTraceEvents } from '../../engine/trace/trace-events.ts';
import { saveFile } from '../save-file.ts';

/** Takes a result out of the page, as JSON, and the trace of its run where the engine has one. */
export class ResultExporter {
  private result: FlowResult | undefined;
  private trace: RunTrace | undefined;
  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
  }

  get hasTrace(): boolean {
    return this.trace !== undefined;
  }

  /** Takes the result of a run that has ended. Its trace is asked for at once: engines forget those of older runs. */
  async take(result: FlowResult, engine: FlowEngine): Promise<void> {
    this.result = result;
    this.trace = undefined;
    // A run that never began has no id, and an engine that died no trace.
    const trace =
      result.executionId === ''
        ? undefined
        : await engine.readTrace(result.executionId).catch(() => undefined);
    if (this.result !== result || trace === undefined) return;
    this.trace = trace;
    this.host.requestUpdate();
  }

  readonly json = (): string =>
    this.result === undefined ? '' : JSON.stringify(plainData(this.result), null, 2);

  readonly download = (): void => {
    this.save(this.json(), 'result');
  };

  readonly downloadTrace = (): void => {
    if (this.trace !== undefined) this.save(JSON.stringify(toTraceEvents(this.trace)), 'trace');
  };

  private save(json: string, what: string): void {
    const name = `${this.result?.flow || 'flow'}-${what}.json`;
    saveFile(new Blob([json], { type: 'application/json' }), name);
  }
}
