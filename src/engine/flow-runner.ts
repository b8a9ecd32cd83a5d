import { cancellationOf, FlowError } from '../errors/index.ts';
import { describeExecutor, type ExecutorDescription, type ExecutorRegistry } from '../executors/index.ts';
import { type FlowInspection, type FlowSource, inspectionOf, LoadedFlow, loadFlow } from '../flow/index.ts';
import { defaultServices } from './default-services.ts';
import type { ExecuteOptions, WatchOptions } from './flow-engine.ts';
import { QueuedFlows } from './queue/queued-flows.ts';
import { goesThroughQueue } from './queue/run-mode.ts';
import type { SubmitOptions } from './queue/submit-options.ts';
import { handleOf, type TaskCalls, type TaskHandle } from './queue/task-handle.ts';
import type { TaskQueues } from './queue/task-queues.ts';
import { InterruptedRuns } from './run/interrupted-runs.ts';
import { RunStarter } from './run/run-starter.ts';
import type { RunnerServices } from './runner-services.ts';
import type { FlowResult } from './state/flow-result.ts';
import { QuestionDesk } from './step/question-desk.ts';
import { MemoryStepCache } from './step/step-cache.ts';
import type { RunTrace } from './trace/run-trace.ts';
import { TraceArchive } from './trace/trace-archive.ts';

/**
 * Runs flows. It knows the executor contract and what is handed in, never a worker, a page or a concrete executor.
 *
 * @example
 * const registry = new ExecutorRegistry().register('my_custom_executor', MyCustomExecutor);
 * const result = await new FlowRunner(registry).executeFlow(flow, { text: 'hello world' });
 */
export class FlowRunner {
  readonly registry: ExecutorRegistry;
  /** The queues of this runner: in a page, those of the site. */
  readonly queues: TaskQueues;
  /** What can be asked of a task by its id. */
  readonly tasks: TaskCalls;
  private readonly starter: RunStarter;
  private readonly queued: QueuedFlows;
  private readonly interrupted: InterruptedRuns;

  constructor(registry: ExecutorRegistry, services: Partial<RunnerServices> = {}) {
    this.registry = registry;
    const all = { ...defaultServices, ...services };
    const share = {
      registry,
      services: all,
      cache: all.cache ?? new MemoryStepCache(all.clock),
      desk: new QuestionDesk(all.clock),
      traces: new TraceArchive(),
      live: new Map(),
      queuesOf: (...its: Parameters<QueuedFlows['ofSteps']>) => this.queued.ofSteps(...its),
    };
    this.starter = new RunStarter(share, (source) => this.loadFlow(source));
    this.queued = new QueuedFlows(this.starter);
    this.interrupted = new InterruptedRuns(this.starter);
    this.queues = this.queued.desk.queues;
    this.tasks = this.queued.desk.known;
  }

  /** Reads a flow and finds its faults; runs nothing. */
  inspectFlow(source: FlowSource): FlowInspection {
    return inspectionOf(this.loadFlow(source));
  }

  /** Reads a flow once, to run it many times. Throws nothing: its faults are in `diagnostics`. */
  loadFlow(source: FlowSource): LoadedFlow {
    try {
      return loadFlow(source, this.registry);
    } catch (thrown) {
      // What is no flow at all, or an executor that throws when its config is looked at.
      return new LoadedFlow('', [], undefined, undefined, FlowError.from(thrown, 'invalid_flow'));
    }
  }

  listExecutors(): readonly ExecutorDescription[] {
    return this.registry.names().map((name) => describeExecutor(name, this.registry.get(name)));
  }

  /**
   * Runs a flow, given as YAML text, as an object, or loaded before. Resolves always: a flow that cannot be read,
   * an input that is wrong, a step that fails are in the result's `error`, with a code. A flow with `mode: async` goes
   * through its queue, and is waited for.
   */
  async executeFlow(
    source: FlowSource | LoadedFlow,
    given: Readonly<Record<string, unknown>> = {},
    options: ExecuteOptions = {},
  ): Promise<FlowResult> {
    const { starter, queued } = this;
    const { executionId } = options;
    if (executionId !== undefined) {
      if (await queued.desk.known.isUnderWay(executionId)) return queued.watch(executionId, options);
      if ((await starter.read(executionId)) !== undefined) return this.resumeRun(executionId, options);
    }
    const loaded = source instanceof LoadedFlow ? source : this.loadFlow(source);
    if (goesThroughQueue(loaded, given)) return queued.execute(loaded, given, options);
    return starter.begin(loaded, given, options);
  }

  /**
   * Puts a flow into a queue. Resolves when it is written down: from then on it is done, also if this page is closed.
   * Rejects with `invalid_flow`, `invalid_inputs`, `queue_full`, `queue_draining` and `storage_full`.
   *
   * @example
   * const task = await runner.submitFlow(flow, { text: 'hello' }, { queue: 'reports', maxAttempts: 3 });
   * const { outputs } = await task.result();
   */
  async submitFlow(
    source: FlowSource | LoadedFlow,
    given: Readonly<Record<string, unknown>> = {},
    options: SubmitOptions = {},
  ): Promise<TaskHandle> {
    const loaded = source instanceof LoadedFlow ? source : this.loadFlow(source);
    return handleOf(await this.queued.submit(loaded, given, options), this.tasks);
  }

  /** The handle of a task that was submitted before, in whichever tab. Rejects with `task_not_found`. */
  async task(taskId: string): Promise<TaskHandle> {
    return handleOf(await this.tasks.readTask(taskId), this.tasks);
  }

  /**
   * Begins to do the tasks of queues, of those that are named or of all; the first task that is submitted here does the
   * same. A runner does as many tasks of a queue as the queue has workers, less those that other tabs do.
   */
  async workQueues(queues?: readonly string[]): Promise<void> {
    await this.queued.desk.start(queues);
  }

  /** Says that an executor was registered: tasks that waited for it can be done. */
  async lookForWork(): Promise<void> {
    await this.queued.desk.lookAgain();
  }

  /**
   * Goes on with a run that was cut off, at its first unfinished steps, or with one that failed, from its failed steps.
   * Rejects with `run_not_found`, `run_over` and `run_elsewhere`; from then on it resolves as `executeFlow` does.
   */
  async resumeRun(executionId: string, options: WatchOptions = {}): Promise<FlowResult> {
    return (await this.starter.takeUp(executionId, options)).result;
  }

  /**
   * Runs the flow of an earlier run once more, as a new run. Inputs that are not given are those of the earlier one.
   * Rejects with `run_not_found`.
   */
  async runAgain(
    executionId: string,
    changed: Readonly<Record<string, unknown>> = {},
    options: WatchOptions = {},
  ): Promise<FlowResult> {
    return this.starter.repeat(executionId, changed, options);
  }

  /**
   * Goes on with the runs that a closed page cut off, unless they said `auto_resume: false`. Gives the ids of those
   * that go on; `followRun` shows them. A run whose executors are not all registered yet is left for the next call.
   */
  resumeInterrupted(): Promise<readonly string[]> {
    return this.interrupted.resume();
  }

  /**
   * Looks at a run that goes on in this engine, or that is over: `onEvent` hears what happened so far, and then what
   * happens. Resolves with its result. Rejects with `run_not_found`, and with `run_elsewhere` where it goes on in
   * another tab or waits for somebody to go on with it.
   */
  async followRun(executionId: string, { signal, onEvent }: WatchOptions = {}): Promise<FlowResult> {
    const { starter, queued, interrupted } = this;
    await interrupted.settled;
    const live = starter.share.live.get(executionId);
    if (live?.result === undefined) {
      const isTask = await queued.desk.known.isUnderWay(executionId);
      return isTask ? queued.watch(executionId, { signal, onEvent }) : starter.lookBack(executionId, onEvent);
    }
    const leave = live.follow(onEvent ?? (() => {}));
    const cancel = (): void => live.stop(cancellationOf(signal));
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await live.result;
    } finally {
      signal?.removeEventListener('abort', cancel);
      leave();
    }
  }

  /**
   * Answers a step that asks a person, also in a task that runs in another tab. Rejects with `not_waiting` and
   * `invalid_inputs`.
   */
  async respond(executionId: string, step: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    await this.queued.desk.respond(executionId, step, values);
  }

  /** What happened in a run, call by call; undefined for one that is long over, or never was. */
  readTrace(executionId: string): RunTrace | undefined {
    return this.starter.share.traces.read(executionId);
  }
}
