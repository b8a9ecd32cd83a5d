import type { RunState } from '../../engine/state/run-state.ts';
import type { FlowOutline } from '../../flow/flow-outline.ts';

/** What was shown before an earlier run was opened, to come back to. */
export interface ShownBefore {
  readonly state: RunState | undefined;
  readonly interrupted: boolean;
  readonly resumable: string | undefined;
  readonly earlierOutline: FlowOutline | undefined;
  readonly putFormBack: () => void;
}

/** Its run was deleted, and cannot be gone on with; what a finished one gave can still be looked at. */
export function withoutRun(before: ShownBefore): ShownBefore {
  const left = { ...before, resumable: undefined };
  return before.interrupted ? { ...left, state: undefined, interrupted: false } : left;
}
