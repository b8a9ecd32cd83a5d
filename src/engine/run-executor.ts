import { cancellationOf, FlowError } from '../errors/index.ts';
import type { AnyExecutor, ExecutionResult, FlowContext } from '../executors/index.ts';
import { renderPlain } from '../flow/index.ts';
import { defaultServices } from './default-services.ts';
import { MemoryCheckpoints } from './run/run-checkpoints.ts';
import { CancelScope } from './step/cancel-scope.ts';
import { invokeExecutor } from './step/invoke-executor.ts';
import { stepCheckpoints } from './step/step-checkpoints.ts';

/**
 * Runs one executor by itself, as a flow would: its schema checks the config and fills in the defaults,
 * and what it throws becomes a result. For tests of an executor.
 *
 * @example
 * const result = await runExecutor(new MyCustomExecutor(), { text: 'test input' });
 */
export async function runExecutor(
  executor: AnyExecutor,
  config: Readonly<Record<string, unknown>>,
  context: Partial<FlowContext> = {},
): Promise<ExecutionResult> {
  const scope = new CancelScope();
  const { signal } = context;
  const cancel = (): void => scope.cancel(cancellationOf(signal));
  if (signal?.aborted === true) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  const startedAt = defaultServices.clock.now();
  const invocation = await invokeExecutor({
    executor,
    config,
    context: { ...bareContext(scope), ...context },
    scope,
    services: defaultServices,
    startedAt,
  });
  signal?.removeEventListener('abort', cancel);
  const { executionTime, metadata } = invocation;
  return invocation.success
    ? { success: true, outputs: invocation.outputs, metadata, executionTime }
    : { success: false, error: invocation.error, metadata, executionTime };
}

function bareContext(scope: CancelScope): FlowContext {
  const silent = (): void => {};
  const executionId = defaultServices.newId();
  return {
    flowId: 'test',
    stepName: 'test',
    executionId,
    config: {},
    metadata: {},
    tempDir: 'runs/test/',
    signal: scope.signal,
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    files: defaultServices.files,
    models: defaultServices.models,
    vectors: defaultServices.vectors,
    checkpoints: stepCheckpoints(new MemoryCheckpoints(), 'test', undefined),
    queues: { submit: noQueues, result: noQueues, cancel: noQueues },
    run: {
      inputs: {},
      flow: { name: 'test', version: null, execution_id: executionId },
      steps: {},
      total_steps: 1,
    },
    progress: silent,
    emit: silent,
    execute: async (name) => ({ success: false, error: alone('unknown_executor', `the executor "${name}"`) }),
    executeFlow: async () => ({ success: false, error: alone('flow_not_found', 'other flows') }),
    render: async (value, names = {}) => renderPlain(value, names),
    ask: async () => {
      throw alone('not_waiting', 'a person');
    },
  };
}

async function noQueues(): Promise<never> {
  throw alone('storage_unavailable', 'queues');
}

function alone(
  code: 'unknown_executor' | 'flow_not_found' | 'not_waiting' | 'storage_unavailable',
  what: string,
): FlowError {
  const hint = 'Hand a context in that has what the executor asks for, or run it in a flow.';
  return new FlowError(code, `An executor that is run by itself does not reach ${what}.`, { hint });
}
