import { FlowError } from '../../errors/index.ts';
import { type FlowSource, LoadedFlow } from '../../flow/index.ts';
import type { ExecuteOptions } from '../flow-engine.ts';
import type { FlowResult } from '../state/flow-result.ts';
import type { RunEvent } from '../state/run-event.ts';
import { Execution, type ExecutionShare } from './execution.ts';
import { lookBack } from './past-run.ts';
import { notHere, requireResumable, runNotFound } from './resume-plan.ts';
import type { ParentRun, RunOptions } from './run-options.ts';
import type { StoredRun } from './run-store.ts';
import { Subflows } from './subflows.ts';

/** Where a run stands among others: by default it is a step of none. */
export interface RunPosition {
  /** How many runs it lies within. */
  readonly depth: number;
  readonly parent?: ParentRun;
}

const ROOT: RunPosition = { depth: 0 };

/** Begins runs, goes on with those that are written down, and looks back at those that are over. */
export class RunStarter {
  readonly share: ExecutionShare;
  readonly load: (source: FlowSource) => LoadedFlow;

  constructor(share: ExecutionShare, load: (source: FlowSource) => LoadedFlow) {
    this.share = share;
    this.load = load;
  }

  /** Begins a run. Resolves always, with its result. */
  begin(
    source: FlowSource | LoadedFlow,
    given: Readonly<Record<string, unknown>>,
    options: RunOptions,
    position = ROOT,
  ): Promise<FlowResult> {
    const loaded = source instanceof LoadedFlow ? source : this.load(source);
    return this.executionOf(loaded, options, position).run(given);
  }

  /**
   * Takes a run over and goes on with it. Resolves when it is under way; its result does not reject. Rejects with
   * `run_not_found`, `run_over` and `run_elsewhere`.
   *
   * @param loaded its flow, where that was read already: a large one takes most of the time until it goes on
   */
  async takeUp(
    executionId: string,
    options: RunOptions,
    position = ROOT,
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
      return { result: this.executionOf(loaded ?? this.load(run.text), its, position).goOn(taken) };
    } catch (thrown) {
      await log.close();
      throw thrown;
    }
  }

  /** Runs the flow of an earlier run once more. Rejects with `run_not_found`. */
  async repeat(
    executionId: string,
    changed: Readonly<Record<string, unknown>>,
    options: RunOptions,
  ): Promise<FlowResult> {
    const run = await this.read(executionId);
    if (run === undefined) throw runNotFound(executionId);
    return this.begin(run.text, { ...run.inputs, ...changed }, { ...settingsOf(run), ...options });
  }

  /** Tells what happened in a run that is over. Rejects with `run_not_found` and `run_elsewhere`. */
  async lookBack(executionId: string, onEvent: (event: RunEvent) => void = () => {}): Promise<FlowResult> {
    const run = await this.read(executionId);
    if (run === undefined) throw runNotFound(executionId);
    if (run.status === 'running') throw notHere(executionId);
    const result = lookBack(run.events, onEvent);
    if (result === undefined) throw notHere(executionId);
    return result;
  }

  /** The result of a run that does not begin. */
  refuse(
    { text, diagnostics, outline }: LoadedFlow,
    thrown: unknown,
    options: RunOptions,
  ): Promise<FlowResult> {
    const refused = new LoadedFlow(text, diagnostics, outline, undefined, FlowError.from(thrown));
    return this.begin(refused, {}, options);
  }

  /** A run as it was written down; undefined where it was not. */
  async read(executionId: string): Promise<StoredRun | undefined> {
    return this.share.services.runs?.read(executionId);
  }

  private executionOf(loaded: LoadedFlow, options: RunOptions, { depth, parent }: RunPosition): Execution {
    return new Execution(loaded, options, this.share, new Subflows(this, options, depth), parent);
  }
}

/** Of an earlier run what is not said anew. */
function settingsOf({ address, device }: StoredRun): Pick<ExecuteOptions, 'address' | 'device'> {
  return { ...(address !== undefined && { address }), ...(device !== undefined && { device }) };
}
