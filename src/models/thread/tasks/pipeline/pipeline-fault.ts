import { FlowError } from '../../../../errors/index.ts';
import type { PipelineTaskName } from '../../../../executors/model-tasks.ts';

/** Makes a fault with a code of what a pipeline threw; what the runtime threw is left as it is. */
export function pipelineFault(task: PipelineTaskName, thrown: unknown): unknown {
  if (thrown instanceof FlowError || !(thrown instanceof Error)) return thrown;
  const [, mask] = /^Mask token \((.*)\) not found/.exec(thrown.message) ?? [];
  if (mask !== undefined) {
    const hint = `Write ${mask} where a word is wanted; a text that is too long for the model is cut off at its end.`;
    return new FlowError('input_mismatch', `${task} takes a text with ${mask} in it.`, { hint });
  }
  if (!(thrown instanceof TypeError)) return thrown;
  // A pipeline that finds an output missing only stumbles over it. The worker is replaced, whatever it was.
  const message = `The model does not give what ${task} needs: ${thrown.message}`;
  const hint = 'Take a model that was made for this task.';
  return new FlowError('model_invalid', message, { kind: 'resource', hint, cause: thrown });
}
