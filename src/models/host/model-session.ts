import { cancellationOf, FlowError } from '../../errors/index.ts';
import type { ModelRunOptions, Progress } from '../../executors/index.ts';
import type { ModelFiles } from '../weights/model-files.ts';
import type { CoreScheduler } from './core-scheduler.ts';
import type { ModelWorker } from './model-worker.ts';
import type { RunAnswer, WorkerOrder } from './model-worker-api.ts';

export interface BringWatch {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export interface ModelSessionParts {
  readonly order: WorkerOrder;
  /** Brings the weights; asked again when a new worker needs them. */
  readonly bring: (watch: BringWatch) => Promise<ModelFiles>;
  readonly createWorker: () => ModelWorker;
  readonly cores: CoreScheduler;
  /** Called before a worker is started: makes room where memory is short. */
  readonly makeRoom: () => void;
  readonly now: () => number;
  /** How long a run may go on after it was told to stop, in milliseconds. */
  readonly patience: number;
}

export interface SessionAnswer extends RunAnswer {
  /** In seconds; 0 where the model was ready. */
  readonly loadTime: number;
}

interface Job {
  readonly input: unknown;
  readonly options: ModelRunOptions;
  readonly resolve: (answer: SessionAnswer) => void;
  readonly reject: (error: unknown) => void;
  /** Called once, when the call has ended in whatever way. */
  readonly over: () => void;
  /** Aborted when the run shall stop. */
  readonly stop: AbortController;
}

/**
 * One worker with one pipeline, and the calls that wait for it, one at a time.
 * After an error its worker is replaced: in a runtime that has failed once every later call may fail too. Calls that
 * were waiting are served by the next worker.
 */
export class ModelSession {
  /** When the last call ended. */
  lastUsed: number;
  private readonly jobs: Job[] = [];
  private worker: ModelWorker | undefined;
  private loading: AbortController | undefined;
  private lastProgress: Progress | undefined;
  private isWorking = false;
  private readonly parts: ModelSessionParts;

  constructor(parts: ModelSessionParts) {
    this.parts = parts;
    this.lastUsed = parts.now();
  }

  /** Whether there is a worker, loaded or about to be. */
  get isLoaded(): boolean {
    return this.worker?.alive === true;
  }

  /** Whether the next call would begin at once. */
  get isReady(): boolean {
    return this.isLoaded && this.loading === undefined;
  }

  get isIdle(): boolean {
    return this.jobs.length === 0;
  }

  /** Runs the model on an input, after loading it where that is still to be done. */
  run(input: unknown, options: ModelRunOptions): Promise<SessionAnswer> {
    return this.enqueue({ input, options });
  }

  /** Loads the model, for a call that is still to come. Resolves with the seconds that took. */
  async preload(options: ModelRunOptions): Promise<number> {
    return (await this.enqueue({ input: NOTHING, options })).loadTime;
  }

  /** Ends the worker and gives its memory back; the next call loads again. Calls that wait go on in a new one. */
  unload(reason: FlowError): void {
    this.loading?.abort(reason);
    this.worker?.terminate(reason);
    this.worker = undefined;
  }

  private enqueue({ input, options }: Pick<Job, 'input' | 'options'>): Promise<SessionAnswer> {
    return new Promise((resolve, reject) => {
      const { signal } = options;
      if (signal?.aborted === true) throw cancellationOf(signal);
      const cancel = (): void => this.cancel(job);
      // A signal may live through many calls: each takes its listener with it.
      const over = (): void => signal?.removeEventListener('abort', cancel);
      const job: Job = { input, options, resolve, reject, over, stop: new AbortController() };
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
        const answer = job.input === NOTHING ? { output: undefined, runTime: 0 } : await this.runOn(job);
        job.resolve({ ...answer, loadTime });
      } catch (thrown) {
        const fault = FlowError.from(thrown, 'model_run_failed');
        job.reject(fault);
        // What the task itself refused, or ended when it was asked to, never reached the runtime.
        if (!job.stop.signal.aborted && !isHarmless(fault)) this.unload(fault);
      }
      this.lastUsed = this.parts.now();
      this.remove(job);
    }
    this.isWorking = false;
  }

  private async runOn(job: Job): Promise<RunAnswer> {
    const { onProgress, onPartial, options = {} } = job.options;
    const giveBack = await this.parts.cores.take(this.parts.order.threads, job.stop.signal);
    try {
      // It may have been ended while this call waited for its turn.
      if (!this.isReady) await this.load();
      onProgress?.({ phase: 'run', label: this.parts.order.model });
      const { worker } = this;
      if (worker === undefined) throw new FlowError('model_load_failed', 'The model has no worker.');
      return await worker.run(job.input, options, {
        signal: job.stop.signal,
        onPartial: (text) => onPartial?.(text),
      });
    } finally {
      giveBack();
    }
  }

  /** Makes sure that there is a worker with the model in it; tells the seconds that took. */
  private async load(): Promise<number> {
    // A worker that ended by itself while nobody used it is no call's fault.
    if (this.isReady) return 0;
    const { order, bring, createWorker, makeRoom, now } = this.parts;
    makeRoom();
    const worker = createWorker();
    this.worker = worker;
    const start = now();
    const loading = new AbortController();
    this.loading = loading;
    const onProgress = (progress: Progress): void => this.tellAll(progress);
    try {
      const [files] = await Promise.all([
        bring({ signal: loading.signal, onProgress }),
        worker.prepare(order),
      ]);
      await worker.load(files, onProgress);
      return (now() - start) / 1000;
    } catch (thrown) {
      loading.abort(FlowError.from(thrown, 'model_load_failed'));
      worker.terminate(FlowError.from(thrown, 'model_load_failed'));
      throw thrown;
    } finally {
      if (this.loading === loading) this.loading = undefined;
      this.lastProgress = undefined;
    }
  }

  private tellAll(progress: Progress): void {
    this.lastProgress = progress;
    for (const job of this.jobs) job.options.onProgress?.(progress);
  }

  private cancel(job: Job): void {
    if (!this.jobs.includes(job)) return;
    const reason = cancellationOf(job.options.signal);
    job.reject(reason);
    if (this.jobs[0] !== job) {
      this.remove(job);
      return;
    }
    if (this.loading !== undefined) {
      // A load that others wait for goes on.
      if (this.jobs.length === 1) this.unload(reason);
      this.remove(job);
      return;
    }
    this.stop(job, reason);
  }

  /** Asks the run to end by itself, which keeps the model loaded; a run that does not is ended with its worker. */
  private stop(job: Job, reason: FlowError): void {
    const { worker } = this;
    job.stop.abort(reason);
    const timer = setTimeout(() => {
      if (this.jobs[0] !== job || this.worker !== worker) return;
      this.unload(reason);
    }, this.parts.patience);
    job.stop.signal.addEventListener(OVER, () => clearTimeout(timer), { once: true });
  }

  private remove(job: Job): void {
    const index = this.jobs.indexOf(job);
    if (index === -1) return;
    this.jobs.splice(index, 1);
    job.over();
    job.stop.signal.dispatchEvent(new Event(OVER));
  }
}

/** The input of a call that only wants the model to be there. */
const NOTHING = Symbol('nothing');
const OVER = 'over';

function isHarmless({ code, kind }: FlowError): boolean {
  return code === 'cancelled' || kind === 'config' || (kind === 'user' && code !== 'input_invalid');
}
