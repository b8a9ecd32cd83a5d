import type { ChildOptions, FlowContext } from '../../executors/index.ts';
import { MemoryCheckpoints } from '../run/run-checkpoints.ts';
import { stepCheckpoints } from './step-checkpoints.ts';

/**
 * What a child of a step may see and reach: what its step does, but for checkpoints. Children have no names by which a
 * later attempt could tell them apart: with those of their step each would take what another wrote for its own.
 */
export function childContext(step: FlowContext, { quiet = false }: ChildOptions): FlowContext {
  const checkpoints = stepCheckpoints(new MemoryCheckpoints(), step.stepName, undefined);
  const own: PropertyDescriptorMap = { checkpoints: { value: checkpoints } };
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
