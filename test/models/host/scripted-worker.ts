import type { FlowError } from '../../../src/errors/index.ts';
import type { ModelWorker, RunWatch } from '../../../src/models/host/model-worker.ts';
import type { RunAnswer } from '../../../src/models/host/model-worker-api.ts';

/** A worker that answers with what it was given, at once; or as it is told. */
export class ScriptedWorker implements ModelWorker {
  alive = true;
  loads = 0;
  /** What each of its runs got. */
  readonly inputs: unknown[] = [];
  /** Stands in for the run. */
  answer: ((input: unknown, watch: RunWatch) => Promise<unknown>) | undefined;
  /** Thrown instead of loading. */
  loadFault: FlowError | undefined;
  private readonly ends = new Set<(reason: FlowError) => void>();

  async prepare(): Promise<void> {}

  async load(): Promise<void> {
    this.loads++;
    if (this.loadFault !== undefined) throw this.loadFault;
  }

  run(input: unknown, _options: unknown, watch: RunWatch): Promise<RunAnswer> {
    this.inputs.push(input);
    return new Promise((resolve, reject) => {
      this.ends.add(reject);
      const answered = this.answer?.(input, watch) ?? Promise.resolve(input);
      answered.then((output) => resolve({ output, runTime: 0.001 }), reject);
    });
  }

  terminate(reason: FlowError): void {
    this.alive = false;
    for (const end of this.ends) end(reason);
  }
}
