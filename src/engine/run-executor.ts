import type { AnyExecutor, ExecutionResult, FlowContext } from '../executors/index.ts';
import { defaultServices } from './default-services.ts';
import { invokeExecutor } from './invoke-executor.ts';

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
  const invocation = await invokeExecutor(
    executor,
    config,
    { ...bareContext(), ...context },
    defaultServices,
  );
  const { executionTime, metadata } = invocation;
  return invocation.success
    ? { success: true, outputs: invocation.outputs, metadata, executionTime }
    : { success: false, error: invocation.error, metadata, executionTime };
}

function bareContext(): FlowContext {
  const silent = (): void => {};
  return {
    flowId: 'test',
    stepName: 'test',
    executionId: defaultServices.newId(),
    config: {},
    metadata: {},
    tempDir: 'runs/test/',
    signal: new AbortController().signal,
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    files: defaultServices.files,
    models: defaultServices.models,
    run: { inputs: {}, steps: {} },
    progress: silent,
    emit: silent,
  };
}
