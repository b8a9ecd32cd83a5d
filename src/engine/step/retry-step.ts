import type { FlowError } from '../../errors/index.ts';
import type { RetryPolicy } from '../../flow/index.ts';
import { attemptStep } from './attempt-step.ts';
import type { CancelScope } from './cancel-scope.ts';
import type { Failure, Invocation } from './invocation.ts';
import { secondsBetween } from './invoke-executor.ts';
import { isLater, type Soon } from './soon.ts';
import type { StepCall } from './step-call.ts';

/** Tries a step, or one item of it, as often as its policy says. */
export function attemptAll(call: StepCall): Soon<Invocation> {
  const { retry, logErrors } = call.step.definition;
  const first = attemptStep(call, 1, call.startedAt);
  if (retry === undefined && !logErrors) return first;
  if (!isLater(first) && first.success) return first;
  return goOn(call, first);
}

async function goOn(call: StepCall, first: Soon<Invocation>): Promise<Invocation> {
  const { step, setting, scope } = call;
  const { retry } = step.definition;
  const { clock } = setting.services;
  let invocation = await first;
  for (let attempt = 1; !invocation.success; attempt++) {
    if (scope.reason !== undefined) break;
    logFailure(call, attempt, invocation.error);
    if (retry === undefined || attempt >= retry.maxAttempts || !isWorthAnother(invocation.error, retry))
      break;
    await waitBefore(call, attempt, invocation, retry);
    if (scope.reason !== undefined) break;
    invocation = await attemptStep(call, attempt + 1, clock.now());
  }
  return whole(call, invocation);
}

/** The time of all attempts and of the waits between them; a wait that was cut short ends the step with its reason. */
function whole({ scope, startedAt, setting }: StepCall, last: Invocation): Invocation {
  const endedAt = setting.services.clock.now();
  const executionTime = secondsBetween(startedAt, endedAt);
  if (!last.success && scope.reason !== undefined)
    return { ...last, error: scope.reason, executionTime, endedAt };
  return { ...last, executionTime, endedAt };
}

/** What another attempt could mend: a wrong input or a wrong flow stays wrong. */
function isWorthAnother(error: FlowError, { errors }: RetryPolicy): boolean {
  if (error.kind === 'cancelled') return false;
  if (errors === undefined) return error.kind !== 'user' && error.kind !== 'config';
  return errors.includes(error.code) || errors.includes(error.kind) || errors.some(isClassOf(error));
}

/** Whether a name is that of the error's class, or of the class of an error behind it. */
function isClassOf(error: FlowError): (name: string) => boolean {
  const names = new Set<string>();
  for (let cause: unknown = error; cause instanceof Error && names.size < 20; cause = cause.cause) {
    names.add(cause.name);
  }
  return (name) => names.has(name);
}

async function waitBefore(
  call: StepCall,
  attempt: number,
  { error, endedAt }: Failure,
  retry: RetryPolicy,
): Promise<void> {
  const { setting, step, scope, index, attemptsBefore } = call;
  const { clock, random } = setting.services;
  const delay = delayAfter(attempt, retry, random);
  setting.emit({
    type: 'step_retrying',
    step: step.definition.name,
    attempt: attemptsBefore + attempt,
    ...(index !== undefined && { index }),
    error,
    delay,
    time: endedAt,
  });
  if (delay > 0) await pause(delay, clock, scope);
}

/** Seconds before the next attempt. */
export function delayAfter(attempt: number, retry: RetryPolicy, random: () => number): number {
  const { delay, backoffMultiplier, maxDelay, jitter } = retry;
  const grown = Math.min(delay * backoffMultiplier ** (attempt - 1), maxDelay);
  // Many pages that failed together would otherwise come back together.
  return grown * (1 - jitter * random());
}

function pause(
  seconds: number,
  clock: StepCall['setting']['services']['clock'],
  scope: CancelScope,
): Promise<void> {
  return new Promise((resolve) => {
    const stopTimer = clock.after(seconds * 1000, () => {
      unlink();
      resolve();
    });
    const unlink = scope.onCancel(() => {
      stopTimer();
      resolve();
    });
  });
}

function logFailure(
  { step, setting, index, attemptsBefore }: StepCall,
  attempt: number,
  error: FlowError,
): void {
  if (!step.definition.logErrors) return;
  const { name } = step.definition;
  const item = index === undefined ? '' : ` on item ${index}`;
  const message = `Attempt ${attemptsBefore + attempt}${item} failed with ${error.code}: ${error.message}`;
  const time = setting.services.clock.now();
  setting.emit({ type: 'step_log', step: name, level: 'error', message, time });
}
