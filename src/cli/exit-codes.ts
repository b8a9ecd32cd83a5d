import type { FlowResult } from '../engine/index.ts';
import { FlowError } from '../errors/index.ts';

/** What the command line's exit codes mean. */
export const EXIT = { succeeded: 0, failed: 1, wrong: 2, environment: 3, cancelled: 130 } as const;

/** The exit code of a run that has ended. */
export function exitCodeOf({ success, status, error }: FlowResult): number {
  if (success) return EXIT.succeeded;
  if (status === 'cancelled') return EXIT.cancelled;
  return error?.code === 'invalid_flow' || error?.code === 'invalid_inputs' ? EXIT.wrong : EXIT.failed;
}

/** The command line was used wrongly, or names a file that is not there. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The exit code for what was thrown instead of a result. */
export function exitCodeOfThrown(thrown: unknown): number {
  if (thrown instanceof UsageError) return EXIT.wrong;
  return thrown instanceof FlowError ? EXIT.failed : EXIT.environment;
}
