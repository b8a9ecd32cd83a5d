import type { FlowEngine } from '../../engine/flow-engine.ts';
import { FlowError } from '../../errors/index.ts';

/** The runs that somebody is asked about before they are deleted: one of the list, or all that fit. */
export interface AskedRuns {
  readonly of: 'one' | 'all';
  readonly executionIds: readonly string[];
}

/** A run that goes on, or that is gone already, does not keep the others from being deleted. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['run_elsewhere', 'run_not_found']);

/** Deletes one run after the other. Rejects with what the engine says, about a single run also where it goes on. */
export async function deleteEach(
  engine: FlowEngine,
  { of, executionIds }: AskedRuns,
  onGone: (executionId: string) => void,
): Promise<void> {
  for (const executionId of executionIds) {
    try {
      await engine.history.delete(executionId);
    } catch (thrown) {
      if (of === 'all' && thrown instanceof FlowError && LEFT_ALONE.has(thrown.code)) continue;
      throw thrown;
    }
    onGone(executionId);
  }
}
