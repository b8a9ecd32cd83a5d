import { FlowError } from '../../errors/index.ts';
import type { ExecutionResult, FlowContext } from '../../executors/index.ts';
import type { CancelScope } from './cancel-scope.ts';
import type { Invocation } from './invocation.ts';
import { invokeExecutor } from './invoke-executor.ts';
import { keepBlobs } from './keep-blobs.ts';
import type { StepCall } from './step-call.ts';

/** Runs an executor as a child of a step: the same checks, the same catching, a span of its own in the trace. */
export async function executeChild(
  context: FlowContext,
  call: StepCall,
  scope: CancelScope,
  name: string,
  config: Readonly<Record<string, unknown>>,
): Promise<ExecutionResult> {
  const { registry, services, trace } = call.setting;
  const startedAt = services.clock.now();
  let thread: string | undefined;
  try {
    const executor = registry.get(name);
    const invoked = await invokeExecutor({
      executor,
      config,
      context,
      scope,
      services,
      startedAt,
      onThread: (its) => {
        thread = its;
      },
    });
    const invocation = await keepBlobs(invoked, services.files);
    registry.record(name, invocation.success, invocation.executionTime);
    trace.add({ call, executor: name, attempt: 1, startedAt, config, invocation, thread, isChild: true });
    return resultOf(invocation);
  } catch (thrown) {
    return { success: false, error: FlowError.from(thrown) };
  }
}

function resultOf(invocation: Invocation): ExecutionResult {
  const { metadata, executionTime } = invocation;
  return invocation.success
    ? { success: true, outputs: invocation.outputs, metadata, executionTime }
    : { success: false, error: invocation.error, metadata, executionTime };
}
