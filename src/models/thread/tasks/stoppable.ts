import type { PreTrainedModel } from '@huggingface/transformers';
import type { RunControl } from './task.ts';

/** A model that writes token by token, and can be stopped between two of them. */
export interface StoppableModel {
  /** Does work with the model, which ends with the cancellation when the caller gives up. */
  during<Answer>(control: RunControl, work: () => Promise<Answer>): Promise<Answer>;
}

/**
 * Looks before each token whether the caller still wants it. The library's own way, a criterion that it asks after each
 * token, is asked in the same turn of the event loop, in which no message is read. What is thrown here never reaches
 * the runtime, so that the model is of use to the next call.
 */
export function stoppable(model: PreTrainedModel): StoppableModel {
  const forward = model.forward.bind(model);
  let control: RunControl | undefined;
  model.forward = async (inputs) => {
    await control?.breathe();
    return forward(inputs);
  };
  return {
    async during(given, work) {
      control = given;
      try {
        return await work();
      } finally {
        control = undefined;
      }
    },
  };
}
