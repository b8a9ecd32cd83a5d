import type { RunState } from '../../engine/state/run-state.ts';
import type { FlowOutline } from '../../flow/flow-outline.ts';

/** What stands under "Result": values by name, under the step that made them where the flow names no outputs. */
export interface ResultGroup {
  readonly step?: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The flow's own outputs; for a flow that names none, what its last steps gave: those that no other step needs. */
export function resultGroups(outline: FlowOutline, run: RunState): ResultGroup[] {
  if (outline.outputs.length > 0) {
    return Object.keys(run.outputs).length === 0 ? [] : [{ values: run.outputs }];
  }
  const needed = new Set(outline.steps.flatMap(({ needs }) => needs));
  const last = outline.steps.filter(
    ({ name }) => !needed.has(name) && run.steps[name]?.status === 'succeeded',
  );
  return last.map(({ name }) => ({ step: name, values: run.steps[name]?.outputs ?? {} }));
}
