import { cancellationOf, FlowError } from '../errors/index.ts';
import {
  describeExecutor,
  type ExecutionResult,
  type ExecutorDescription,
  type ExecutorRegistry,
} from '../executors/index.ts';
import { type FlowInspection, type FlowSource, inspectionOf, LoadedFlow, loadFlow } from '../flow/index.ts';
import { defaultServices } from './default-services.ts';
import type { ExecuteOptions, WatchOptions } from './flow-engine.ts';
import { memoryTaskServices } from './queue/memory-services.ts';
import type { TaskRunOptions } from './queue/perform-task.ts';
import { goesThroughQueue } from './queue/run-mode.ts';
import type { StepQueues } from './queue/step-queues.ts';
import type { SubmitOptions } from './queue/submit-options.ts';
import { TaskDesk } from './queue/task-desk.ts';
import { handleOf, type TaskCalls, type TaskHandle, type TaskKey } from './queue/task-handle.ts';
import type { TaskQueues } from './queue/task-queues.ts';
import { resultOfWork } from './queue/work-of-executor.ts';
import { acceptInputs } from './run/accept-inputs.ts';
import { Execution, type ExecutionShare, type ParentRun, type RunOptions } from './run/execution.ts';
import { lookBack } from './run/past-run.ts';
import { refusal } from './run/refusal.ts';
import { notHere, requireResumable, runNotFound } from './run/resume-plan.ts';
import type { StoredRun } from './run/run-store.ts';
import type { DurableCall, SubflowCall, SubflowRunner } from './run/subflow-runner.ts';
import type { RunnerServices } from './runner-services.ts';
import type { FlowResult } from './state/flow-result.ts';
import type { RunEvent } from './state/run-event.ts';
import { QuestionDesk } from './step/question-desk.ts';
import { MemoryStepCache } from './step/step-cache.ts';
import type { RunTrace } from './trace/run-trace.ts';
import { TraceArchive } from './trace/trace-archive.ts';

/** How a caller stays with a run, where each of it may be left open. */
type Watch = { readonly [Key in keyof WatchOptions]: WatchOptions[Key] | undefined };

/** Flows that call each other without end would fill the memory before anybody sees why. */
const DEEPEST_SUBFLOW = 16;

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
  private readonly share: ExecutionShare;
  private readonly desk: TaskDesk;
  /** Over when the runs that were cut off are under way again. */
  private resuming: Promise<unknown> = Promise.resolve();

  constructor(registry: ExecutorRegistry, services: Partial<RunnerServices> = {}) {
    this.registry = registry;
    const all = { ...defaultServices, ...services };
    const { clock, random, newId, tasks = memoryTaskServices() } = all;
    this.desk = new TaskDesk({
      services: tasks,
      registry,
      clock,
      random,
      newId,
      load: (source) => this.loadFlow(source),
      run: (flow, inputs, options) => this.runTask(flow, inputs, options),
      respond: (...answer) => this.share.desk.respond(...answer),
    });
    this.queues = this.desk.queues;
    this.tasks = this.desk.known;
    this.share = {
      registry,
      services: all,
      cache: all.cache ?? new MemoryStepCache(all.clock),
      desk: new QuestionDesk(all.clock),
      traces: new TraceArchive(),
      live: new Map(),
      queuesOf: (options, parent) => this.queuesOf(options, parent),
    };
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
    const { runs } = this.share.services;
    const { executionId } = options;
    if (executionId !== undefined) {
      if (await this.desk.known.isUnderWay(executionId)) return this.watchTask(executionId, options);
      if ((await runs?.read(executionId)) !== undefined) return this.resumeRun(executionId, options);
    }
    const loaded = source instanceof LoadedFlow ? source : this.loadFlow(source);
    if (goesThroughQueue(loaded, given)) return this.executeInQueue(loaded, given, options);
    return this.execute(loaded, given, options, 0);
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
    return handleOf(await this.submit(loaded, given, options), this.tasks);
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
    await this.desk.start(queues);
  }

  /** Says that an executor was registered: tasks that waited for it can be done. */
  async lookForWork(): Promise<void> {
    await this.desk.lookAgain();
  }

  /**
   * Goes on with a run that was cut off, at its first unfinished steps, or with one that failed, from its failed steps.
   * Rejects with `run_not_found`, `run_over` and `run_elsewhere`; from then on it resolves as `executeFlow` does.
   */
  async resumeRun(executionId: string, options: WatchOptions = {}): Promise<FlowResult> {
    return (await this.takeUp(executionId, options, 0)).result;
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
    const run = await this.share.services.runs?.read(executionId);
    if (run === undefined) throw runNotFound(executionId);
    return this.execute(run.text, { ...run.inputs, ...changed }, { ...settingsOf(run), ...options }, 0);
  }

  /**
   * Goes on with the runs that a closed page cut off, unless they said `auto_resume: false`. Gives the ids of those
   * that go on; `followRun` shows them. A run whose executors are not all registered yet is left for the next call.
   */
  resumeInterrupted(): Promise<readonly string[]> {
    const resumed = this.resuming.then(() => this.resumeAll());
    this.resuming = resumed.catch(() => {});
    return resumed;
  }

  private async resumeAll(): Promise<readonly string[]> {
    const { runs } = this.share.services;
    const resumed: string[] = [];
    for (const executionId of (await runs?.interrupted()) ?? []) {
      // One that cannot be read, or that another tab was quicker to take, keeps no other from going on.
      if (await this.startsAgain(executionId).catch(() => false)) resumed.push(executionId);
    }
    return resumed;
  }

  private async startsAgain(executionId: string): Promise<boolean> {
    const run = await this.share.services.runs?.read(executionId);
    if (run === undefined) return false;
    const loaded = this.loadFlow(run.text);
    if (loaded.runnable === undefined) return false;
    await this.takeUp(executionId, {}, 0, undefined, loaded);
    return true;
  }

  /**
   * Looks at a run that goes on in this engine, or that is over: `onEvent` hears what happened so far, and then what
   * happens. Resolves with its result. Rejects with `run_not_found`, and with `run_elsewhere` where it goes on in
   * another tab or waits for somebody to go on with it.
   */
  async followRun(executionId: string, { signal, onEvent }: WatchOptions = {}): Promise<FlowResult> {
    await this.resuming;
    const live = this.share.live.get(executionId);
    if (live?.result === undefined) {
      if (await this.desk.known.isUnderWay(executionId))
        return this.watchTask(executionId, { signal, onEvent });
      return this.lookBack(executionId, onEvent);
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

  private async lookBack(
    executionId: string,
    onEvent: (event: RunEvent) => void = () => {},
  ): Promise<FlowResult> {
    const run = await this.share.services.runs?.read(executionId);
    if (run === undefined) throw runNotFound(executionId);
    if (run.status === 'running') throw notHere(executionId);
    const result = lookBack(run.events, onEvent);
    if (result === undefined) throw notHere(executionId);
    return result;
  }

  /**
   * Answers a step that asks a person, also in a task that runs in another tab. Rejects with `not_waiting` and
   * `invalid_inputs`.
   */
  async respond(executionId: string, step: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    await this.desk.respond(executionId, step, values);
  }

  /** What happened in a run, call by call; undefined for one that is long over, or never was. */
  readTrace(executionId: string): RunTrace | undefined {
    return this.share.traces.read(executionId);
  }

  private execute(
    source: FlowSource | LoadedFlow,
    given: Readonly<Record<string, unknown>>,
    options: RunOptions,
    depth: number,
    parent?: ParentRun,
  ): Promise<FlowResult> {
    const loaded = source instanceof LoadedFlow ? source : this.loadFlow(source);
    const subflows = this.subflowsOf(options, depth);
    return new Execution(loaded, options, this.share, subflows, parent).run(given);
  }

  /**
   * Takes a run over and goes on with it. Resolves when it is under way; its result does not reject.
   *
   * @param loaded its flow, where that was read already: a large one takes most of the time until it goes on
   */
  private async takeUp(
    executionId: string,
    options: RunOptions,
    depth: number,
    parent?: ParentRun,
    loaded?: LoadedFlow,
  ): Promise<{ readonly result: Promise<FlowResult> }> {
    const { runs } = this.share.services;
    if (runs === undefined) throw runNotFound(executionId);
    const { place, signal = new AbortController().signal } = options;
    const taken = await runs.takeOver(executionId, place === undefined ? undefined : signal);
    const { run, log } = taken;
    try {
      requireResumable(run);
      const its = { ...settingsOf(run), ...options, executionId };
      const subflows = this.subflowsOf(its, depth);
      const execution = new Execution(loaded ?? this.loadFlow(run.text), its, this.share, subflows, parent);
      return { result: execution.goOn(taken) };
    } catch (thrown) {
      await log.close();
      throw thrown;
    }
  }

  /** How the steps of a run at this depth run other flows. */
  private subflowsOf(options: RunOptions, depth: number): SubflowRunner {
    return {
      run: async (call) => {
        try {
          if (depth >= DEEPEST_SUBFLOW) throw tooDeep();
          return resultOf(await this.runSubflow(call, options, depth + 1));
        } catch (thrown) {
          return { success: false, error: FlowError.from(thrown) };
        }
      },
    };
  }

  private async runSubflow(
    { flow, inputs, scope, trace, folder, onEvent, durable }: SubflowCall,
    { device, address: base, place }: RunOptions,
    depth: number,
  ): Promise<FlowResult> {
    const watch = { signal: scope.signal, onEvent, ...(place !== undefined && { place }) };
    const parent = { trace, folder, ...(durable !== undefined && { executionId: durable.parent }) };
    const before = durable === undefined ? undefined : await this.cutOffRun(durable);
    if (before !== undefined) return (await this.takeUp(before, watch, depth, parent)).result;
    const found =
      typeof flow === 'string' && !isText(flow)
        ? await scope.race(this.share.services.flows.load(flow, base))
        : { source: flow, address: base };
    const executionId = this.share.services.newId();
    await durable?.checkpoints.write(durable.key, executionId);
    const options = {
      ...watch,
      executionId,
      ...(device !== undefined && { device }),
      ...(found.address !== undefined && { address: found.address }),
    };
    return this.execute(found.source, inputs, options, depth, parent);
  }

  private async submit(
    loaded: LoadedFlow,
    given: Readonly<Record<string, unknown>>,
    options: SubmitOptions & Pick<ExecuteOptions, 'executionId'>,
  ): Promise<TaskKey> {
    if (loaded.fault !== undefined) throw loaded.fault;
    if (loaded.runnable === undefined) throw refusal('invalid_flow', loaded.diagnostics);
    const { inputs: definitions, settings } = loaded.runnable.definition;
    const inputs = await acceptInputs(definitions, given, this.share.services.files);
    const { queue, priority } = settings;
    const its = { priority, ...(queue !== undefined && { queue }), ...options };
    return this.desk.submitFlow(loaded, inputs, its);
  }

  /** A flow that says itself that it is for a queue. Resolves always. */
  private async executeInQueue(
    loaded: LoadedFlow,
    given: Readonly<Record<string, unknown>>,
    { signal, onEvent, ...options }: ExecuteOptions,
  ): Promise<FlowResult> {
    try {
      const { taskId } = await this.submit(loaded, given, options);
      return await this.watchTask(taskId, { signal, onEvent });
    } catch (thrown) {
      return this.refuse(loaded, thrown, { ...options, ...(onEvent !== undefined && { onEvent }) });
    }
  }

  /** Waits for a task as for a run of one's own: who stops waiting cancels it. */
  private async watchTask(taskId: string, { signal, onEvent }: Watch): Promise<FlowResult> {
    const cancel = (): void => {
      // The result tells.
      this.tasks.cancelTask(taskId).catch(() => {});
    };
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted === true) cancel();
    try {
      return await this.tasks.taskResult(taskId, onEvent === undefined ? {} : { onEvent });
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** One attempt at a task: begins its run, or goes on with what an earlier attempt has left. Resolves always. */
  private async runTask(
    flow: LoadedFlow,
    inputs: Readonly<Record<string, unknown>>,
    options: TaskRunOptions,
  ): Promise<FlowResult> {
    const { executionId, onEvent, lostSince } = options;
    try {
      const before = await this.share.services.runs?.read(executionId);
      if (before === undefined) return await this.execute(flow, inputs, options, 0);
      if (hasEndedSince(before, lostSince)) return await this.lookBack(executionId, onEvent);
      return await (await this.takeUp(executionId, options, 0)).result;
    } catch (thrown) {
      // The attempt before has done all of it, and ended before it could say so.
      const isOver = thrown instanceof FlowError && thrown.code === 'run_over';
      const look = (): Promise<FlowResult> => this.lookBack(executionId, onEvent);
      if (!isOver) return this.refuse(flow, thrown, options);
      return look().catch((fault: unknown) => this.refuse(flow, fault, options));
    }
  }

  /** The result of a run that does not begin. */
  private refuse(
    { text, diagnostics, outline }: LoadedFlow,
    thrown: unknown,
    options: RunOptions,
  ): Promise<FlowResult> {
    const refused = new LoadedFlow(text, diagnostics, outline, undefined, FlowError.from(thrown));
    return this.execute(refused, {}, options, 0);
  }

  private queuesOf({ place, address, device }: RunOptions, parent: string | undefined): StepQueues {
    const { desk } = this;
    const its = {
      ...(address !== undefined && { address }),
      ...(device !== undefined && { device }),
      ...(parent !== undefined && { parent }),
    };
    return {
      submit: (task) => desk.submitWork(task, its),
      result: async (taskId, onEvent) =>
        resultOfWork(await desk.known.taskResult(taskId, onEvent === undefined ? {} : { onEvent }, place)),
      cancel: (taskId) => desk.known.cancelTask(taskId),
    };
  }

  /** The run of a sub-flow that was cut off together with the run that it is a part of. */
  private async cutOffRun({ checkpoints, key }: DurableCall): Promise<string | undefined> {
    const id = (await checkpoints.read()).get(key);
    if (typeof id !== 'string' || this.share.live.has(id)) return undefined;
    const run = await this.share.services.runs?.read(id);
    return run?.status === 'running' ? id : undefined;
  }
}

/** Whether a run came to its end in an attempt that could not say so. */
function hasEndedSince({ events }: StoredRun, time: number | undefined): boolean {
  const last = events.at(-1);
  return time !== undefined && last?.type === 'run_finished' && last.time >= time;
}

/** Of an earlier run what is not said anew. */
function settingsOf({ address, device }: StoredRun): Pick<ExecuteOptions, 'address' | 'device'> {
  return { ...(address !== undefined && { address }), ...(device !== undefined && { device }) };
}

/** A flow's text has lines; an address is one. */
function isText(flow: string): boolean {
  return flow.includes('\n');
}

function resultOf({ success, outputs, error, flow, executionId, status }: FlowResult): ExecutionResult {
  const metadata = { flow, execution_id: executionId, status };
  if (success) return { success, outputs, metadata };
  const { code, kind, message, hint } = error ?? new FlowError('executor_failed', 'The flow failed.');
  // The place in the other flow's text is none in this one's. Of flows too deep each level would add its name.
  const said = code === 'recursion_limit' ? message : `Flow "${flow}": ${message}`;
  const its = new FlowError(code, said, {
    kind,
    cause: error,
    ...(hint !== undefined && { hint }),
  });
  return { success: false, error: its, metadata };
}

function tooDeep(): FlowError {
  const hint = 'A flow that calls itself needs a condition that ends it.';
  return new FlowError('recursion_limit', `Flows call each other more than ${DEEPEST_SUBFLOW} deep.`, {
    hint,
  });
}
