import type { ChildOptions, FlowContext } from '../../executors/index.ts';
import { MemoryCheckpoints } from '../run/run-checkpoints.ts';
import { stepCheckpoints } from './step-checkpoints.ts';

/**
 * What a child of a step may see and reach: what its step does, but for what is written down. Children have no names by
 * which a later attempt could tell them apart: each would take what another wrote, or the flow that another ran, for its
 * own. `executeFlow` runs flows that are not written down.
 */
export function childContext(
  step: FlowContext,
  executeFlow: FlowContext['executeFlow'],
  { quiet = false }: ChildOptions,
): FlowContext {
  const checkpoints = stepCheckpoints(new MemoryCheckpoints(), step.stepName, undefined);
  const own: PropertyDescriptorMap = {
    checkpoints: { value: checkpoints },
    executeFlow: { value: executeFlow },
    metadata: { value: { ...step.metadata, is_child: true } },
  };
  if (quiet) {
    own['emit'] = { value: () => {} };
    own['progress'] = { value: quietProgress(step) };
  }
  return Object.create(step, own);
}

/** How far one of many children is says nothing of the whole; that a model is loaded is why all of them wait. */
function quietProgress({ progress }: FlowContext): FlowContext['progress'] {
  return (its) => {
    if (its.phase !== 'run') progress(its);
  };
}
