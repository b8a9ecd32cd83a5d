import type {
  PastRun,
  RunEntry,
  RunFilter,
  RunHistory,
  RunImport,
  RunPage,
  RunQuery,
} from '../../../src/engine/history/run-history.ts';
import { FlowError } from '../../../src/errors/index.ts';

/** A history of the runs that a test puts into it, newest first. */
export class ScriptedHistory implements RunHistory {
  runs: PastRun[] = [];
  /** What an import brings. */
  arriving: PastRun[] = [];
  /** Lets every call reject. */
  fault: FlowError | undefined;
  importFault: FlowError | undefined;
  /** The runs that go on, and cannot be deleted. */
  readonly kept = new Set<string>();
  readonly queries: RunQuery[] = [];
  readonly exported: (readonly string[])[] = [];

  async list(query: RunQuery = {}): Promise<RunPage> {
    this.check();
    this.queries.push(query);
    const { before, limit = 20 } = query;
    const fitting = this.runs.map(({ entry }) => entry).filter((entry) => fits(entry, query));
    const from =
      before === undefined ? 0 : fitting.findIndex(({ startedAt }) => startedAt < before.startedAt);
    const runs = from < 0 ? [] : fitting.slice(from, from + limit);
    const last = runs.at(-1);
    const isMore = from >= 0 && fitting.length > from + limit;
    return {
      runs,
      ...(isMore && last && { next: { startedAt: last.startedAt, executionId: last.executionId } }),
    };
  }

  async open(executionId: string): Promise<PastRun> {
    this.check();
    const run = this.runs.find(({ entry }) => entry.executionId === executionId);
    if (run === undefined) throw new FlowError('run_not_found', `There is no run ${executionId}.`);
    return run;
  }

  async delete(executionId: string): Promise<void> {
    await this.open(executionId);
    if (this.kept.has(executionId)) throw new FlowError('run_elsewhere', `The run ${executionId} goes on.`);
    this.runs = this.runs.filter(({ entry }) => entry.executionId !== executionId);
  }

  async clear(filter: RunFilter = {}): Promise<number> {
    const kept = this.runs.filter(({ entry }) => !fits(entry, filter));
    const removed = this.runs.length - kept.length;
    this.runs = kept;
    return removed;
  }

  async export(executionIds: readonly string[]): Promise<Blob> {
    this.check();
    this.exported.push(executionIds);
    return new Blob(['zip']);
  }

  async import(): Promise<RunImport> {
    this.check();
    if (this.importFault !== undefined) throw this.importFault;
    this.runs = [...this.arriving, ...this.runs];
    return { imported: this.arriving.map(({ entry }) => entry.executionId), present: [], missingFiles: 0 };
  }

  private check(): void {
    if (this.fault !== undefined) throw this.fault;
  }
}

function fits(entry: RunEntry, { flow, status, text }: RunFilter): boolean {
  return (
    (flow === undefined || entry.flow === flow) &&
    (status === undefined || entry.status === status) &&
    (text === undefined || `${entry.flow} ${entry.summary}`.toLowerCase().includes(text.toLowerCase()))
  );
}
