import { toWire } from '../../errors/index.ts';
import type { RunSnapshot, StepSnapshot } from '../../executors/index.ts';
import type { Scope } from '../../expressions/index.ts';
import type { FlowDefinition } from '../../flow/index.ts';
import type { StepState } from '../state/run-state.ts';

/** The names that templates read in one run. Steps are added as they end, so that a lookup costs the same in the thousandth. */
export class RunScope {
  readonly names: Scope;
  private readonly steps: Record<string, unknown> = {};
  private readonly snapshots: Record<string, StepSnapshot> = {};
  private readonly flow: RunSnapshot['flow'];
  private readonly inputs: Readonly<Record<string, unknown>>;
  private readonly totalSteps: number;
  /** What most steps are shown: they name no other. */
  private readonly bareSnapshot: RunSnapshot;

  constructor(definition: FlowDefinition, executionId: string, inputs: Readonly<Record<string, unknown>>) {
    const { name, version = null } = definition;
    this.inputs = inputs;
    this.totalSteps = definition.steps.length;
    this.flow = { name, version, execution_id: executionId };
    this.names = { inputs, steps: this.steps, flow: this.flow };
    this.bareSnapshot = this.snapshotOf({});
  }

  add(step: StepState): void {
    const snapshot: StepSnapshot = {
      status: step.status,
      success: step.status === 'succeeded',
      outputs: step.outputs,
      error: errorView(step),
      metadata: step.metadata,
      execution_time: step.executionTime,
    };
    this.snapshots[step.name] = snapshot;
    // `steps.a.y` is the output y; where there is none of that name, what is known about the step.
    this.steps[step.name] = { ...snapshot, ...step.outputs };
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
    if (whole) return this.snapshotOf({ ...this.snapshots });
    if (sources.length === 0) return this.bareSnapshot;
    const named = sources.flatMap((source) => {
      const snapshot = this.snapshots[source];
      return snapshot === undefined ? [] : [[source, snapshot] as const];
    });
    return this.snapshotOf(Object.fromEntries(named));
  }

  private snapshotOf(steps: RunSnapshot['steps']): RunSnapshot {
    return { inputs: this.inputs, flow: this.flow, steps, total_steps: this.totalSteps };
  }
}

function errorView({ error }: StepState): Readonly<Record<string, unknown>> | null {
  if (error === undefined) return null;
  const { code, kind, message } = toWire(error);
  return { code, kind, message };
}
