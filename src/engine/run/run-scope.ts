import type { RunSnapshot, StepSnapshot } from '../../executors/index.ts';
import type { Scope } from '../../expressions/index.ts';
import type { FlowDefinition } from '../../flow/index.ts';
import type { StepState } from '../state/run-state.ts';
import type { RunRecorder } from './run-recorder.ts';

/** The names that templates read in one run. Steps are added as they end, so that a lookup costs the same in the thousandth. */
export class RunScope {
  readonly names: Scope;
  private readonly steps: Record<string, unknown> = {};
  private readonly flow: RunSnapshot['flow'];
  private readonly inputs: Readonly<Record<string, unknown>>;
  private readonly totalSteps: number;
  private readonly recorder: RunRecorder;
  /** What most steps are shown: they name no other. */
  private readonly bareSnapshot: RunSnapshot;

  constructor(
    definition: FlowDefinition,
    executionId: string,
    inputs: Readonly<Record<string, unknown>>,
    recorder: RunRecorder,
  ) {
    const { name, version = null } = definition;
    this.inputs = inputs;
    this.recorder = recorder;
    this.totalSteps = definition.steps.length;
    this.flow = { name, version, execution_id: executionId };
    this.names = { inputs, steps: this.steps, flow: this.flow };
    this.bareSnapshot = this.snapshotOf([]);
  }

  /** A step that is over. `steps.a.y` is its output y; where there is none of that name, what is known about the step. */
  add(step: StepState): void {
    this.steps[step.name] = {
      outputs: step.outputs,
      success: step.status === 'succeeded',
      error: errorView(step),
      status: step.status,
      metadata: step.metadata,
      execution_time: step.executionTime,
      ...step.outputs,
    };
  }

  /** How a step stands whose end waits for the step that stands in for it: what that one may read. */
  addFailed(name: string, error: Readonly<Record<string, unknown>>): void {
    this.steps[name] = {
      outputs: {},
      success: false,
      error,
      status: 'failed',
      metadata: {},
      execution_time: 0,
    };
  }

  /** The names that a flow's outputs see beside the others. */
  withTotals(totals: Readonly<Record<string, unknown>>): Scope {
    return { ...this.names, ...totals };
  }

  /** The run as a step may see it: the steps that it names, or all that are over. */
  snapshot(sources: readonly string[], whole: boolean): RunSnapshot {
    if (whole) return this.snapshotOf(this.recorder.allSteps());
    if (sources.length === 0) return this.bareSnapshot;
    return this.snapshotOf(sources.flatMap((source) => this.recorder.step(source) ?? []));
  }

  private snapshotOf(states: Iterable<StepState>): RunSnapshot {
    const steps: Record<string, StepSnapshot> = {};
    for (const step of states) if (OVER.has(step.status)) steps[step.name] = snapshotOf(step);
    return { inputs: this.inputs, flow: this.flow, steps, total_steps: this.totalSteps };
  }
}

const OVER: ReadonlySet<StepState['status']> = new Set(['succeeded', 'failed', 'skipped', 'cancelled']);

function snapshotOf(step: StepState): StepSnapshot {
  return {
    status: step.status,
    success: step.status === 'succeeded',
    outputs: step.outputs,
    error: errorView(step),
    metadata: step.metadata,
    execution_time: step.executionTime,
  };
}

function errorView({ error }: StepState): Readonly<Record<string, unknown>> | null {
  return error === undefined ? null : { code: error.code, kind: error.kind, message: error.message };
}
