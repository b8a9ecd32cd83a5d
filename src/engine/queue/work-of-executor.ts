import { FlowError } from '../../errors/index.ts';
import { type ExecutionResult, type ExecutorRegistry, parseConfig } from '../../executors/index.ts';
import type { FieldWay, LoadedFlow } from '../../flow/index.ts';
import type { FlowResult } from '../state/flow-result.ts';

/** The only step of a flow that does the work of one executor. */
export const WORK = 'work';

/**
 * A flow that has one executor do its work. The config's values are handed in as an input: templates were rendered when
 * the work was submitted, and what looks like one in the data is none. What the executor does not want rendered stands
 * in the flow as it is. Throws `unknown_executor` and `invalid_config`.
 */
export function workOf(
  registry: ExecutorRegistry,
  executor: string,
  config: Readonly<Record<string, unknown>>,
): {
  readonly source: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, unknown>>;
} {
  parseConfig(registry.get(executor), config);
  const isPart = registry.readsRun(executor) || registry.references(executor, config).length > 0;
  if (isPart) throw readsTheRun(executor);
  const handling = registry.handling(executor);
  const values: unknown[] = [];
  const written: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    if (value === undefined) continue;
    const way = Object.hasOwn(handling, key) ? handling[key] : undefined;
    written[key] = isAsWritten(way, value) ? value : `{{ inputs.values[${values.push(value) - 1}] }}`;
  }
  const source = {
    name: executor,
    inputs: [{ name: 'values', type: 'array' }],
    steps: [{ name: WORK, executor, config: written }],
  };
  return { source, inputs: { values } };
}

/** Simple values stand there too: another field may be read as the executor wants it that one of them names. */
function isAsWritten(way: FieldWay | undefined, value: unknown): boolean {
  if (way?.deferred !== undefined || way?.raw === true || (way?.raw === 'map' && isMap(value))) return true;
  return typeof value === 'string' ? !value.includes('{') : typeof value === 'boolean';
}

/** Throws `invalid_config` where the work cannot be done by itself: what it renders later reads what only its run has. */
export function requireWhole({ diagnostics, runnable }: LoadedFlow): void {
  if (runnable !== undefined) return;
  const fault = diagnostics.find(({ severity }) => severity === 'error');
  const hint = 'What is rendered later, item by item, has no inputs and no steps to read in a queue.';
  throw new FlowError('invalid_config', fault?.message ?? 'The work cannot be read.', { hint });
}

/** The result of a task as a step sees it: the executor's own, out of the flow around it, or that of the flow. */
export function resultOfWork(result: FlowResult): ExecutionResult {
  const { executionTime, outputs } = result;
  const task = result.metadata['task'];
  const isWork = isMap(task) && (task as { kind?: unknown }).kind === 'executor';
  const step = isWork ? result.steps[WORK] : undefined;
  const metadata = { ...step?.metadata, ...(task !== undefined && { task }) };
  if (result.success)
    return { success: true, outputs: isWork ? (step?.outputs ?? {}) : outputs, metadata, executionTime };
  return { success: false, error: withoutPlace(result.error), metadata, executionTime };
}

function readsTheRun(executor: string): FlowError {
  const hint =
    'Do it in the run itself; a flow as a whole can go through a queue (config.execution.mode: async).';
  const message = `${executor} reads other steps of its run, and cannot be done in a queue.`;
  return new FlowError('invalid_config', message, { hint });
}

/** The place in a flow that nobody wrote says nothing. */
function withoutPlace(error: FlowError | undefined): FlowError {
  const { code, message, kind, hint, cause } = error ?? new FlowError('executor_failed', 'The task failed.');
  return new FlowError(code, message, { kind, cause, ...(hint !== undefined && { hint }) });
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
