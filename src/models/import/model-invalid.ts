import { FlowError } from '../../errors/index.ts';

/** What is imported is no model, or not all of one. */
export function modelInvalid(message: string, hint: string, cause?: unknown): FlowError {
  return new FlowError('model_invalid', message, { hint, ...(cause !== undefined && { cause }) });
}
