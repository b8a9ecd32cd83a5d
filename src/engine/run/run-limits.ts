import { cancellationOf, FlowError } from '../../errors/index.ts';
import type { Clock } from '../clock.ts';
import type { CancelScope } from '../step/cancel-scope.ts';

/** Ends a run when its caller aborts or its own seconds are over; the answer lets go of both. */
export function limitRun(
  run: CancelScope,
  caller: AbortSignal | undefined,
  timeout: number | undefined,
  clock: Clock,
): () => void {
  const cancel = (): void => run.cancel(cancellationOf(caller));
  if (caller?.aborted === true) cancel();
  caller?.addEventListener('abort', cancel, { once: true });
  const stopTimer =
    timeout === undefined
      ? undefined
      : clock.after(timeout * 1000, () => {
          const message = `The flow took longer than its ${timeout} s and was stopped.`;
          const hint = 'Give it a longer config.execution.timeout, or less to do.';
          run.cancel(new FlowError('flow_timeout', message, { hint }));
        });
  return () => {
    caller?.removeEventListener('abort', cancel);
    stopTimer?.();
  };
}
