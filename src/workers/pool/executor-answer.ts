import { FlowError, fromWire, toWire, type WireError } from '../../errors/index.ts';
import type { ExecutionResult, ExecutionSuccess } from '../../executors/index.ts';

/** An `ExecutionResult` with its error in the form that crosses threads whole. */
export type ExecutionAnswer =
  | ExecutionSuccess
  | {
      readonly success: false;
      readonly error: WireError;
      readonly metadata?: Readonly<Record<string, unknown>>;
    };

/** A module may answer anything; the engine tells what is wrong with it. */
export function packAnswer(result: ExecutionResult): ExecutionAnswer {
  return result?.success === false ? { ...result, error: toWire(FlowError.from(result.error)) } : result;
}

export function unpackAnswer(answer: ExecutionAnswer): ExecutionResult {
  return answer?.success === false ? { ...answer, error: fromWire(answer.error) } : answer;
}
