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
import { Execution, type ExecutionShare, type ParentRun } from './run/execution.ts';
import { lookBack } from './run/past-run.ts';
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
  private readonly share: ExecutionShare;
  /** Over when the runs that were cut off are under way again. */
  private resuming: Promise<unknown> = Promise.resolve();

  constructor(registry: ExecutorRegistry, services: Partial<RunnerServices> = {}) {
    this.registry = registry;
    const all = { ...defaultServices, ...services };
    this.share = {
      registry,
      services: all,
      cache: all.cache ?? new MemoryStepCache(all.clock),
      desk: new QuestionDesk(all.clock),
      traces: new TraceArchive(),
      live: new Map(),
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
   * an input that is wrong, a step that fails are in the result's `error`, with a code.
   */
  async executeFlow(
    source: FlowSource | LoadedFlow,
    given: Readonly<Record<string, unknown>> = {},
    options: ExecuteOptions = {},
  ): Promise<FlowResult> {
    const { runs } = this.share.services;
    const { executionId } = options;
    if (executionId !== undefined && (await runs?.read(executionId)) !== undefined) {
      return this.resumeRun(executionId, options);
    }
    return this.execute(source, given, options, 0);
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
    if (run === undefined || this.loadFlow(run.text).runnable === undefined) return false;
    await this.takeUp(executionId, {}, 0);
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
    if (live?.result === undefined) return this.lookBack(executionId, onEvent);
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

  /** Answers a step that asks a person. Throws `not_waiting` and `invalid_inputs`. */
  respond(executionId: string, step: string, values: Readonly<Record<string, unknown>>): void {
    this.share.desk.respond(executionId, step, values);
  }

  /** What happened in a run, call by call; undefined for one that is long over, or never was. */
  readTrace(executionId: string): RunTrace | undefined {
    return this.share.traces.read(executionId);
  }

  private execute(
    source: FlowSource | LoadedFlow,
    given: Readonly<Record<string, unknown>>,
    options: ExecuteOptions,
    depth: number,
    parent?: ParentRun,
  ): Promise<FlowResult> {
    const loaded = source instanceof LoadedFlow ? source : this.loadFlow(source);
    const subflows = this.subflowsOf(options, depth);
    return new Execution(loaded, options, this.share, subflows, parent).run(given);
  }

  /** Takes a run over and goes on with it. Resolves when it is under way; its result does not reject. */
  private async takeUp(
    executionId: string,
    options: WatchOptions,
    depth: number,
    parent?: ParentRun,
  ): Promise<{ readonly result: Promise<FlowResult> }> {
    const { runs } = this.share.services;
    if (runs === undefined) throw runNotFound(executionId);
    const taken = await runs.takeOver(executionId);
    const { run, log } = taken;
    try {
      requireResumable(run);
      const its = { ...settingsOf(run), ...options, executionId };
      const subflows = this.subflowsOf(its, depth);
      const execution = new Execution(this.loadFlow(run.text), its, this.share, subflows, parent);
      return { result: execution.goOn(taken) };
    } catch (thrown) {
      await log.close();
      throw thrown;
    }
  }

  /** How the steps of a run at this depth run other flows. */
  private subflowsOf(options: ExecuteOptions, depth: number): SubflowRunner {
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
    { device, address: base }: ExecuteOptions,
    depth: number,
  ): Promise<FlowResult> {
    const watch = { signal: scope.signal, onEvent };
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

  /** The run of a sub-flow that was cut off together with the run that it is a part of. */
  private async cutOffRun({ checkpoints, key }: DurableCall): Promise<string | undefined> {
    const id = (await checkpoints.read()).get(key);
    if (typeof id !== 'string' || this.share.live.has(id)) return undefined;
    const run = await this.share.services.runs?.read(id);
    return run?.status === 'running' ? id : undefined;
  }
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
