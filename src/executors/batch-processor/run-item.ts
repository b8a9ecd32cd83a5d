import { FlowError } from '../../errors/index.ts';
import type { Row } from '../../rows/index.ts';
import type { FlowContext } from '../flow-context.ts';
import type { BatchProcessorConfig } from './config.ts';
import type { Outcome } from './outcome.ts';

type Work = Pick<BatchProcessorConfig, 'executor' | 'config' | 'result'>;

/** Does the work on one item. Resolves always: what goes wrong is the item's outcome. */
export async function runItem(row: Row, index: number, work: Work, context: FlowContext): Promise<Outcome> {
  let item: unknown;
  try {
    item = row.read();
  } catch (thrown) {
    return { error: FlowError.from(thrown) };
  }
  if (work.executor === undefined) return resultOf(passedOn(item), { item, index }, work, context);
  let config: Readonly<Record<string, unknown>>;
  try {
    config = mapOf(await context.render(work.config, { item, index }));
  } catch (thrown) {
    return { error: FlowError.from(thrown), isOfFlow: true };
  }
  const answer = await context.execute(work.executor, config, { quiet: true });
  if (answer.success) return resultOf(answer.outputs, { item, index }, work, context);
  const error = FlowError.from(answer.error);
  return { error, ...(error.code === 'unknown_executor' && { isOfFlow: true }) };
}

async function resultOf(
  outputs: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, unknown>>,
  { result }: Work,
  context: FlowContext,
): Promise<Outcome> {
  if (result === undefined) return { result: outputs };
  try {
    return { result: await context.render(result, { ...names, outputs }) };
  } catch (thrown) {
    return { error: FlowError.from(thrown), isOfFlow: true };
  }
}

/** What the guide gives for an item that nobody works on. */
function passedOn(item: unknown): Readonly<Record<string, unknown>> {
  return { item, processed: true, timestamp: Date.now() / 1000 };
}

function mapOf(config: unknown): Readonly<Record<string, unknown>> {
  if (typeof config === 'object' && config !== null && !Array.isArray(config)) {
    return config as Record<string, unknown>;
  }
  throw new FlowError('invalid_config', 'The template of "config" has to give a map.');
}
