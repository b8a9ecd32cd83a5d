import { FlowError } from '../../errors/index.ts';
import type { RunEvent } from '../state/run-event.ts';
import type { CancelScope } from './cancel-scope.ts';
import type { Invocation } from './invocation.ts';
import { NOTHING } from './invocation.ts';
import { secondsBetween } from './invoke-executor.ts';
import type { StepCall } from './step-call.ts';
import type { StepContext } from './step-context.ts';

/**
 * Does the work of a step through its queue: in this tab or in another, as one of the tasks that the queue does at
 * once. The task is known by the step, so that a step that is done again after a reload waits for what it had submitted.
 * Resolves always.
 */
export async function invokeInQueue(
  call: StepCall,
  queue: string,
  context: StepContext,
  scope: CancelScope,
  startedAt: number,
): Promise<Invocation> {
  const { step, config, setting, index } = call;
  const { executor, priority, name } = step.definition;
  const { clock } = setting.services;
  const { queues } = setting;
  let letGo = (): void => {};
  try {
    const id = [setting.executionId, name, ...(index === undefined ? [] : [index])].join('_');
    const task = { executor, config, queue, priority, taskId: id, idempotencyKey: id };
    const submitted = queues.submit(task);
    letGo = scope.onCancel(() => {
      // Also where it comes to be only now. One that is gone needs no end.
      submitted.then((its) => queues.cancel(its.taskId)).catch(() => {});
    });
    const { taskId } = await scope.race(submitted);
    const result = await scope.race(queues.result(taskId, (event) => show(context, event)));
    const endedAt = clock.now();
    const times = { executionTime: secondsBetween(startedAt, endedAt), endedAt };
    const { metadata = NOTHING } = result;
    if (result.success) return { success: true, outputs: result.outputs, metadata, ...times };
    return { success: false, error: FlowError.from(result.error), metadata, ...times };
  } catch (thrown) {
    const endedAt = clock.now();
    const executionTime = secondsBetween(startedAt, endedAt);
    return { success: false, error: FlowError.from(thrown), metadata: NOTHING, executionTime, endedAt };
  } finally {
    letGo();
  }
}

/** What the work tells while it is done is the step's to tell. */
function show(context: StepContext, event: RunEvent): void {
  if (event.type === 'step_progress') context.progress(event.progress);
  else if (event.type === 'step_partial') context.emit({ ...event.partial });
  else if (event.type === 'step_log') context.logger[event.level](event.message);
  else context.showSubflow(event);
}
