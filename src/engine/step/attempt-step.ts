import type { CancelScope } from './cancel-scope.ts';
import { stepTimeout } from './cancel-scope.ts';
import type { Invocation } from './invocation.ts';
import { invokeExecutor } from './invoke-executor.ts';
import { invokeInQueue } from './invoke-in-queue.ts';
import { keepBlobs } from './keep-blobs.ts';
import { after, type Soon } from './soon.ts';
import type { StepCall } from './step-call.ts';
import { StepContext } from './step-context.ts';

/** Tries a step, or one item of it, once. */
export function attemptStep(call: StepCall, attempt: number, startedAt: number): Soon<Invocation> {
  const { step, setting, config, attemptsBefore } = call;
  const { executor: name, timeout } = step.definition;
  const { registry, services } = setting;
  const scope =
    timeout === undefined
      ? call.scope
      : call.scope.limited(timeout, services.clock, () => stepTimeout(timeout, 'attempt'));
  const context = new StepContext(call, attemptsBefore + attempt, scope);
  const executor = registry.get(name);
  let thread: string | undefined;
  const invocation =
    step.definition.queue !== undefined
      ? invokeInQueue(call, step.definition.queue, context, scope, startedAt)
      : invokeExecutor({
          executor,
          config,
          context,
          scope,
          services,
          startedAt,
          // Most executors run beside the engine and never call this.
          ...(executor.runsIn === 'pool' && {
            onThread: (its: string) => {
              thread = its;
            },
          }),
        });
  const kept = after(invocation, (result) => keepBlobs(result, call.setting.files));
  return after(kept, (result) =>
    close(call, context, scope, { attempt: attemptsBefore + attempt, startedAt, thread }, result),
  );
}

interface AttemptFacts {
  readonly attempt: number;
  readonly startedAt: number;
  readonly thread: string | undefined;
}

function close(
  call: StepCall,
  context: StepContext,
  scope: CancelScope,
  facts: AttemptFacts,
  invocation: Invocation,
): Invocation {
  const { step, setting, config } = call;
  const { executor } = step.definition;
  context.close();
  if (scope !== call.scope) scope.close();
  // What was cancelled says nothing about how well the executor does.
  if (call.scope.reason === undefined) {
    setting.registry.record(executor, invocation.success, invocation.executionTime);
  }
  setting.trace.add({ call, executor, config, invocation, ...facts });
  return invocation;
}
