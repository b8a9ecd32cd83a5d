import type { ReactiveControllerHost } from 'lit';
import type { FlowEngine } from '../../engine/flow-engine.ts';
import type { RunFilter } from '../../engine/history/run-history.ts';
import { FlowError } from '../../errors/index.ts';
import { formatCount } from '../format/number.ts';
import { saveFile } from '../save-file.ts';
import { type AskedRuns, deleteEach } from './delete-each.ts';
import type { HistoryEvents } from './history-events.ts';
import { allThatFit } from './history-list.ts';
import { deletedText, importedText } from './work-text.ts';

/** The list as the work on its runs sees it. */
export interface WorkStage {
  readonly engine: () => Promise<FlowEngine>;
  /** The runs that are looked for: of them, all are exported and deleted. */
  readonly filter: () => RunFilter;
  readonly refresh: () => Promise<void>;
  readonly tell: <Name extends keyof HistoryEvents>(
    name: Name,
    detail: HistoryEvents[Name]['detail'],
  ) => void;
}

/** What can be done with earlier runs, and what became of the last thing that was done. */
export class HistoryWork {
  asked: AskedRuns | undefined;
  said = '';
  fault: FlowError | undefined;
  private readonly host: ReactiveControllerHost;
  private readonly stage: WorkStage;

  constructor(host: ReactiveControllerHost, stage: WorkStage) {
    this.host = host;
    this.stage = stage;
  }

  say(said: string): void {
    this.said = said;
    this.host.requestUpdate();
  }

  /** Hands a run to whoever shows runs. */
  hand(name: 'prompt-flow-open-run' | 'prompt-flow-resume-run', executionId: string): Promise<void> {
    return this.attempt(async (engine) => this.stage.tell(name, await engine.history.open(executionId)));
  }

  ask(asked: AskedRuns | undefined): void {
    this.asked = asked;
    this.say('');
  }

  askForAll(): Promise<void> {
    return this.attempt(async (engine) => {
      const executionIds = await allThatFit(engine, this.stage.filter());
      if (executionIds.length > 0) this.ask({ of: 'all', executionIds });
    });
  }

  /** Deletes the runs that were asked about, and none that came meanwhile. */
  async deleteAsked(): Promise<void> {
    const { asked } = this;
    if (asked === undefined) return;
    this.asked = undefined;
    await this.attempt(async (engine) => {
      const { executionIds } = asked;
      this.say(`Deleting ${formatCount(executionIds.length, 'run')}`);
      const gone: string[] = [];
      try {
        await deleteEach(engine, asked, (executionId) => gone.push(executionId));
      } finally {
        this.stage.tell('prompt-flow-runs-deleted', gone);
        await this.stage.refresh();
      }
      this.say(deletedText(gone.length, executionIds.length - gone.length));
    });
  }

  export(executionIds: readonly string[]): Promise<void> {
    return this.attempt(async (engine) => {
      const archive = await engine.history.export(executionIds);
      const { flow = 'runs' } = this.stage.filter();
      saveFile(archive, `${flow}-${new Date().toISOString().slice(0, 10)}.runs.zip`);
      this.say(`${formatCount(executionIds.length, 'run')} exported.`);
    });
  }

  exportAll(): Promise<void> {
    return this.attempt(async (engine) => this.export(await allThatFit(engine, this.stage.filter())));
  }

  import(file: File): Promise<void> {
    return this.attempt(async (engine) => {
      const done = await engine.history.import(file).finally(() => this.stage.refresh());
      const { flow } = this.stage.filter();
      const here = new Set(await allThatFit(engine, flow === undefined ? {} : { flow }));
      this.say(importedText(done, done.imported.filter((id) => !here.has(id)).length));
    });
  }

  private async attempt(work: (engine: FlowEngine) => Promise<void>): Promise<void> {
    this.fault = undefined;
    this.say('');
    try {
      await work(await this.stage.engine());
    } catch (thrown) {
      this.fault = FlowError.from(thrown);
      this.say('');
      await this.stage.refresh();
    }
  }
}
