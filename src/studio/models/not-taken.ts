import { FlowError } from '../../errors/index.ts';

/** What was brought cannot be a model, which shows before the engine is asked. */
export function notTaken(message: string, hint: string, cause?: unknown): FlowError {
  return new FlowError('model_invalid', message, { hint, ...(cause !== undefined && { cause }) });
}
