import type { RunTrace } from './run-trace.ts';

/** Older runs are forgotten: a trace keeps everything that went into the steps and came out of them. */
const MOST_TRACES = 20;

/** The traces of the last runs, each read when it is asked for. */
export class TraceArchive {
  private readonly readers = new Map<string, () => RunTrace>();

  keep(executionId: string, read: () => RunTrace): void {
    this.readers.set(executionId, read);
    const oldest = this.readers.keys().next();
    if (this.readers.size > MOST_TRACES && oldest.done !== true) this.readers.delete(oldest.value);
  }

  read(executionId: string): RunTrace | undefined {
    return this.readers.get(executionId)?.();
  }
}
