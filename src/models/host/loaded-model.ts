import { cancellationOf, FlowError } from '../../errors/index.ts';
import type { ModelRunOptions, Progress } from '../../executors/index.ts';
import type { ModelFiles } from '../weights/model-files.ts';
import type { ModelWorker } from './model-worker.ts';
import type { LoadOrder, RunAnswer } from './model-worker-api.ts';

export interface LoadedModelParts {
  readonly order: Omit<LoadOrder, 'files'>;
  readonly bring: (onProgress: (progress: Progress) => void) => Promise<ModelFiles>;
  readonly createWorker: () => ModelWorker;
}

interface Job {
  readonly input: unknown;
  readonly options: ModelRunOptions;
  readonly resolve: (answer: RunAnswer & { loadTime: number }) => void;
  readonly reject: (error: unknown) => void;
  /** Called once, when the call has ended in whatever way. */
  readonly over: () => void;
}

/**
 * One pipeline and the calls that wait for it, one at a time.
 * After any error, and for a cancellation, its worker is replaced: in a runtime that has failed once every later
 * call fails too. Calls that were waiting are served by the next worker.
 */
export class LoadedModel {
  private readonly jobs: Job[] = [];
  private worker: ModelWorker | undefined;
  private loading: Promise<number> | undefined;
  private lastProgress: Progress | undefined;
  private isWorking = false;
  private readonly parts: LoadedModelParts;

  constructor(parts: LoadedModelParts) {
    this.parts = parts;
  }

  /** Runs the model on an input, after loading it where that is still to be done. */
  run(input: unknown, options: ModelRunOptions): Promise<RunAnswer & { loadTime: number }> {
    return new Promise((resolve, reject) => {
      const { signal } = options;
      if (signal?.aborted === true) throw cancellationOf(signal);
      const cancel = (): void => this.cancel(job);
      // A signal may live through many calls: each takes its listener with it.
      const over = (): void => signal?.removeEventListener('abort', cancel);
      const job: Job = { input, options, resolve, reject, over };
      signal?.addEventListener('abort', cancel, { once: true });
      this.jobs.push(job);
      if (this.lastProgress !== undefined) options.onProgress?.(this.lastProgress);
      void this.work();
    });
  }

  private async work(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    for (let job = this.jobs[0]; job !== undefined; job = this.jobs[0]) {
      try {
        const loadTime = await this.load();
        // The load may have outlived the call it was started for.
        if (this.jobs[0] !== job) continue;
        const answer = await this.runOn(job);
        job.resolve({ ...answer, loadTime });
      } catch (thrown) {
        job.reject(thrown);
        this.replaceWorker(FlowError.from(thrown, 'model_run_failed'));
      }
      this.remove(job);
    }
    this.isWorking = false;
  }

  private async runOn(job: Job): Promise<RunAnswer> {
    if (this.worker === undefined) throw new FlowError('model_load_failed', 'The model has no worker.');
    const { onProgress, onPartial, options = {} } = job.options;
    onProgress?.({ phase: 'run', label: this.parts.order.model });
    return this.worker.run(job.input, options, (text) => onPartial?.(text));
  }

  /** Makes sure that there is a worker with the model in it; tells the seconds that took. */
  private async load(): Promise<number> {
    // A worker that ended by itself while nobody used it is no call's fault.
    if (this.worker?.alive === true && this.loading === undefined) return 0;
    const worker = this.parts.createWorker();
    this.worker = worker;
    const start = performance.now();
    const tell = (progress: Progress): void => this.tellAll(progress);
    this.loading = this.parts
      .bring(tell)
      .then((files) => worker.load({ ...this.parts.order, files }, tell))
      .then(() => (performance.now() - start) / 1000);
    try {
      return await this.loading;
    } finally {
      this.loading = undefined;
      this.lastProgress = undefined;
    }
  }

  private tellAll(progress: Progress): void {
    this.lastProgress = progress;
    for (const job of this.jobs) job.options.onProgress?.(progress);
  }

  private cancel(job: Job): void {
    if (!this.jobs.includes(job)) return;
    const isRunning = this.jobs[0] === job;
    const reason = cancellationOf(job.options.signal);
    job.reject(reason);
    // A load that others wait for goes on; a run can only be ended with its worker.
    if (isRunning && (this.loading === undefined || this.jobs.length === 1)) this.replaceWorker(reason);
    this.remove(job);
  }

  private replaceWorker(reason: FlowError): void {
    this.worker?.terminate(reason);
    this.worker = undefined;
  }

  private remove(job: Job): void {
    const index = this.jobs.indexOf(job);
    if (index === -1) return;
    this.jobs.splice(index, 1);
    job.over();
  }
}
