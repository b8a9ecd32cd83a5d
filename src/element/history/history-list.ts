import type { ReactiveControllerHost } from 'lit';
import type { FlowEngine } from '../../engine/flow-engine.ts';
import type { RunCursor, RunEntry, RunFilter } from '../../engine/history/run-history.ts';
import { FlowError } from '../../errors/index.ts';

/** Runs that are fetched at once. */
const PAGE = 10;

/** The part of the history that a list shows. Only the answer to the last question counts. */
export class HistoryList {
  runs: readonly RunEntry[] = [];
  next: RunCursor | undefined;
  fault: FlowError | undefined;
  /** Whether anything was fetched yet. */
  isKnown = false;
  private asked = 0;
  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
  }

  /** Fetches the first runs anew, as many as were shown before where the same is asked for. */
  async load(engine: FlowEngine, filter: RunFilter, asMany = PAGE): Promise<void> {
    await this.ask(async () => {
      const page = await engine.history.list({ ...filter, limit: Math.max(PAGE, asMany) });
      return () => {
        this.runs = page.runs;
        this.next = page.next;
      };
    });
  }

  async more(engine: FlowEngine, filter: RunFilter): Promise<void> {
    const { next } = this;
    if (next === undefined) return;
    await this.ask(async () => {
      const page = await engine.history.list({ ...filter, before: next, limit: PAGE });
      return () => {
        this.runs = [...this.runs, ...page.runs];
        this.next = page.next;
      };
    });
  }

  private async ask(fetch: () => Promise<() => void>): Promise<void> {
    const turn = ++this.asked;
    try {
      const take = await fetch();
      if (turn !== this.asked) return;
      take();
      this.fault = undefined;
    } catch (thrown) {
      if (turn !== this.asked) return;
      this.fault = FlowError.from(thrown, 'storage_unavailable');
    }
    this.isKnown = true;
    this.host.requestUpdate();
  }
}

/** The ids of all runs that fit, also of those that are not shown. */
export async function allThatFit(engine: FlowEngine, filter: RunFilter): Promise<readonly string[]> {
  const ids: string[] = [];
  let before: RunCursor | undefined;
  do {
    const page = await engine.history.list({ ...filter, limit: 200, ...(before && { before }) });
    ids.push(...page.runs.map(({ executionId }) => executionId));
    before = page.next;
  } while (before !== undefined);
  return ids;
}
