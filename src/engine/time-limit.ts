import { FlowError } from '../errors/index.ts';
import type { Clock } from './clock.ts';

/** A signal that aborts with the run, or when the step's seconds are over. */
export function timeLimit(
  seconds: number | undefined,
  run: AbortSignal,
  clock: Clock,
): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController();
  const follow = (): void => controller.abort(run.reason);
  if (run.aborted) follow();
  run.addEventListener('abort', follow, { once: true });
  const cancelTimer =
    seconds === undefined
      ? undefined
      : clock.after(seconds * 1000, () => {
          const message = `The step took longer than its ${seconds} s and was stopped.`;
          const hint = 'Give it a longer timeout, or less to do.';
          controller.abort(new FlowError('step_timeout', message, { hint }));
        });
  const clear = (): void => {
    run.removeEventListener('abort', follow);
    cancelTimer?.();
  };
  return { signal: controller.signal, clear };
}
