import type { ExecuteOptions, FlowEngine } from '../../../src/engine/flow-engine.ts';
import type { FlowResult, StepResult } from '../../../src/engine/state/flow-result.ts';
import { reduceRunState } from '../../../src/engine/state/reduce-run-state.ts';
import type { RunEvent } from '../../../src/engine/state/run-event.ts';
import type { RunState } from '../../../src/engine/state/run-state.ts';
import { FlowError } from '../../../src/errors/index.ts';
import type { FlowInspection } from '../../../src/flow/flow-outline.ts';

/** What a scripted run does: it tells events, and may wait or look at the signal in between. */
export type Script = (tell: (event: RunEvent) => void, signal: AbortSignal) => Promise<void>;

export interface ScriptedFlow {
  readonly inspection: FlowInspection;
  readonly script?: Script;
  /** Makes `executeFlow` reject, as an engine that cannot be reached does. */
  readonly breaks?: Error;
}

/** An engine that plays scripts, for states that a real one reaches seldom. */
export class ScriptedEngine implements FlowEngine {
  flow: ScriptedFlow;
  readonly given: Readonly<Record<string, unknown>>[] = [];
  readonly answers: { executionId: string; step: string; values: Readonly<Record<string, unknown>> }[] = [];

  constructor(flow: ScriptedFlow) {
    this.flow = flow;
  }

  async inspectFlow(): Promise<FlowInspection> {
    return this.flow.inspection;
  }

  async executeFlow(
    _source: unknown,
    inputs: Readonly<Record<string, unknown>>,
    options: ExecuteOptions = {},
  ): Promise<FlowResult> {
    this.given.push(inputs);
    let state: RunState | undefined;
    const tell = (event: RunEvent): void => {
      state = reduceRunState(state, event);
      options.onEvent?.(event);
    };
    await this.flow.script?.(tell, options.signal ?? new AbortController().signal);
    if (this.flow.breaks !== undefined) throw this.flow.breaks;
    return resultOf(state);
  }

  async respond(executionId: string, step: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    this.answers.push({ executionId, step, values });
  }

  async readTrace(): Promise<undefined> {
    return undefined;
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
  for (const { startedAt: _s, attempt, log: _l, progress: _p, partial: _q, ...step } of Object.values(
    state?.steps ?? {},
  )) {
    steps[step.name] = { ...step, attempts: attempt, success: step.status === 'succeeded' };
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
    executionTime: state?.executionTime ?? 0,
  };
}
