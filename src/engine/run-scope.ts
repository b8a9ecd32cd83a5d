import { toWire } from '../errors/index.ts';
import type { Scope } from '../expressions/index.ts';
import type { FlowDefinition } from '../flow/index.ts';
import type { StepState } from './run-state.ts';

/** The names that templates read in one run. Steps are added as they end, so that a lookup costs the same in the thousandth. */
export class RunScope {
  private readonly steps: Record<string, unknown> = {};
  readonly names: Scope;

  constructor(definition: FlowDefinition, executionId: string, inputs: Readonly<Record<string, unknown>>) {
    const { name, version = null } = definition;
    this.names = { inputs, steps: this.steps, flow: { name, version, execution_id: executionId } };
  }

  add(step: StepState): void {
    this.steps[step.name] = stepView(step);
  }

  /** The names that a flow's outputs see beside the others. */
  withTotals(totals: Readonly<Record<string, unknown>>): Scope {
    return { ...this.names, ...totals };
  }
}

/** `steps.a.y` is the output y; where there is none of that name, what is known about the step. */
function stepView(step: StepState): Readonly<Record<string, unknown>> {
  return {
    outputs: step.outputs,
    success: step.status === 'succeeded',
    error: errorView(step),
    status: step.status,
    metadata: step.metadata,
    execution_time: step.executionTime,
    ...step.outputs,
  };
}

function errorView({ error }: StepState): Readonly<Record<string, unknown>> | null {
  if (error === undefined) return null;
  const { code, kind, message } = toWire(error);
  return { code, kind, message };
}
