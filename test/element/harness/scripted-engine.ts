import type {
  ExecuteOptions,
  FlowEngine,
  FlowSource,
  WatchOptions,
} from '../../../src/engine/flow-engine.ts';
import { FlowRunner } from '../../../src/engine/flow-runner.ts';
import type { TaskHandle } from '../../../src/engine/queue/task-handle.ts';
import type { FlowResult, StepResult } from '../../../src/engine/state/flow-result.ts';
import { reduceRunState } from '../../../src/engine/state/reduce-run-state.ts';
import type { RunEvent } from '../../../src/engine/state/run-event.ts';
import type { RunState } from '../../../src/engine/state/run-state.ts';
import type { StorageInfo } from '../../../src/engine/storage-info.ts';
import type { RunTrace } from '../../../src/engine/trace/run-trace.ts';
import { FlowError } from '../../../src/errors/index.ts';
import { ExecutorRegistry } from '../../../src/executors/executor-registry.ts';
import type { FlowInspection } from '../../../src/flow/flow-outline.ts';
import { ScriptedHistory } from './scripted-history.ts';
import { ScriptedModels } from './scripted-models.ts';

type Values = Readonly<Record<string, unknown>>;

/** What a scripted run does: it tells events, and may wait, look at the signal or wait for an answer in between. */
export type Script = (
  tell: (event: RunEvent) => void,
  signal: AbortSignal,
  answer: () => Promise<Values>,
) => Promise<void>;

export interface ScriptedFlow {
  readonly inspection: FlowInspection;
  readonly script?: Script;
  /** Makes `executeFlow` reject, as an engine that cannot be reached does. */
  readonly breaks?: Error;
  /** Gives what is wrong with an answer; one with which nothing is wrong is taken. */
  readonly refuses?: (values: Values) => FlowError | undefined;
  readonly trace?: RunTrace;
}

/** An engine that plays scripts, for states that a real one reaches seldom. */
export class ScriptedEngine implements FlowEngine {
  flow: ScriptedFlow;
  readonly history = new ScriptedHistory();
  /** Queues are real ones, and empty. */
  private readonly runner = new FlowRunner(new ExecutorRegistry());
  readonly queues = this.runner.queues;
  readonly models = new ScriptedModels();
  storage: StorageInfo = { kind: 'memory', persisted: false };
  readonly given: Values[] = [];
  readonly addresses: (string | undefined)[] = [];
  readonly resumed: string[] = [];
  /** The signals of those who came to look. */
  readonly followed: (AbortSignal | undefined)[] = [];
  /** The runs that go on by themselves: who comes to look sees the script. */
  readonly goingOn = new Set<string>();
  /** Every answer that came, also those that were refused. */
  readonly answers: { executionId: string; step: string; values: Values }[] = [];
  private takeAnswer: (values: Values) => void = () => {};

  constructor(flow: ScriptedFlow) {
    this.flow = flow;
  }

  submitFlow(source: FlowSource): Promise<TaskHandle> {
    return this.runner.submitFlow(source);
  }

  task(taskId: string): Promise<TaskHandle> {
    return this.runner.task(taskId);
  }

  async inspectFlow(): Promise<FlowInspection> {
    return this.flow.inspection;
  }

  async executeFlow(_source: unknown, inputs: Values, options: ExecuteOptions = {}): Promise<FlowResult> {
    this.given.push(inputs);
    this.addresses.push(options.address);
    return this.play(options);
  }

  async resumeRun(executionId: string, options: WatchOptions = {}): Promise<FlowResult> {
    this.resumed.push(executionId);
    return this.play(options);
  }

  async runAgain(
    _executionId: string,
    changed: Values = {},
    options: WatchOptions = {},
  ): Promise<FlowResult> {
    this.given.push(changed);
    return this.play(options);
  }

  async followRun(executionId: string, options: WatchOptions = {}): Promise<FlowResult> {
    if (!this.goingOn.has(executionId))
      throw new FlowError('run_elsewhere', `The run ${executionId} does not go on here.`);
    this.followed.push(options.signal);
    return this.play(options);
  }

  private async play(options: WatchOptions): Promise<FlowResult> {
    let state: RunState | undefined;
    const tell = (event: RunEvent): void => {
      state = reduceRunState(state, event);
      options.onEvent?.(event);
    };
    const answer = (): Promise<Values> =>
      new Promise((resolve) => {
        this.takeAnswer = resolve;
      });
    await this.flow.script?.(tell, options.signal ?? new AbortController().signal, answer);
    if (this.flow.breaks !== undefined) throw this.flow.breaks;
    return resultOf(state);
  }

  async respond(executionId: string, step: string, values: Values): Promise<void> {
    this.answers.push({ executionId, step, values });
    const fault = this.flow.refuses?.(values);
    if (fault !== undefined) throw fault;
    this.takeAnswer(values);
  }

  async readTrace(): Promise<RunTrace | undefined> {
    return this.flow.trace;
  }

  async openFile(): Promise<undefined> {
    return undefined;
  }

  async storageInfo(): Promise<StorageInfo> {
    return this.storage;
  }

  async persistStorage(): Promise<boolean> {
    return this.storage.persisted;
  }

  async listExecutors(): Promise<never[]> {
    return [];
  }

  async registerExecutor(): Promise<never> {
    throw new FlowError('executor_unloadable', 'The script has no executors.');
  }
}

function resultOf(state: RunState | undefined): FlowResult {
  const steps: Record<string, StepResult> = {};
  for (const { startedAt: _s, attempt, log: _l, ...step } of Object.values(state?.steps ?? {})) {
    const { progress: _p, partial: _q, question: _a, retrying: _r, ...end } = step;
    steps[step.name] = { ...end, attempts: attempt, success: step.status === 'succeeded' };
  }
  const status = state === undefined || state.status === 'running' ? 'failed' : state.status;
  return {
    success: status === 'succeeded',
    flow: state?.flow ?? '',
    executionId: state?.executionId ?? '',
    status,
    outputs: state?.outputs ?? {},
    steps,
    ...(state?.error && { error: state.error }),
    metadata: {},
    ...(state?.formatted !== undefined && { formatted: state.formatted }),
    executionTime: state?.executionTime ?? 0,
  };
}
