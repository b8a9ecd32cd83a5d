import { FlowError } from './flow-error.ts';

/** Why a signal was aborted, as an error of a run: the reason itself where it is one, else a plain cancellation. */
export function cancellationOf(signal: AbortSignal | undefined): FlowError {
  const reason: unknown = signal?.reason;
  if (reason instanceof FlowError) return reason;
  // What a browser gives where nobody said why, "signal is aborted without reason", tells a user nothing.
  return new FlowError('cancelled', 'The run was cancelled.', { cause: reason });
}
