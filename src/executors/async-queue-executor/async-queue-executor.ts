import { z } from 'zod';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';

const asyncQueueConfig = z.object({
  executor: z
    .string({ error: '"executor" is required: what does the work.' })
    .min(1)
    .describe('What does the work.'),
  config: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('Its config, rendered when the work is submitted.')
    .meta({ configOf: 'executor' }),
  queue: z.string().min(1).default('default').describe('The name of the queue.'),
  priority: z.enum(['low', 'normal', 'high']).default('normal').describe('Before whom it stands there.'),
  wait: z
    .boolean()
    .default(false)
    .describe('Whether the step waits for the end; the outputs are then the work’s.'),
  delay: z.number().min(0).default(0).describe('Seconds before which it is not begun.'),
  max_attempts: z.int().min(1).max(1000).default(1).describe('Attempts in all.'),
  retry_delay: z
    .number()
    .min(0)
    .default(1)
    .describe('Seconds before the second attempt; doubled after each.'),
  timeout: z.number().positive().optional().describe('Seconds for one attempt.'),
  idempotency_key: z
    .string()
    .min(1)
    .optional()
    .describe('A task of the queue that has this key already is the one; left out, the step and its item.'),
});

type AsyncQueueConfig = z.infer<typeof asyncQueueConfig>;

const asyncQueueOutputs = z.looseObject({
  task_id: z.string().optional().describe('By which status and result are asked for.'),
  status: z.string().optional().describe('queued'),
  queue_size: z.int().optional().describe('How many tasks wait in the queue, this one among them.'),
});

/** Puts the work of another executor into a durable queue, and goes on at once or waits for its end. */
export class AsyncQueueExecutor extends BaseExecutor<AsyncQueueConfig> {
  readonly name = 'async_queue_executor';
  override readonly description = 'Puts the work of another executor into a durable queue.';
  override readonly configSchema = asyncQueueConfig;
  override readonly outputSchema = asyncQueueOutputs;

  async execute(context: FlowContext, config: AsyncQueueConfig): Promise<ExecutionResult> {
    const { executor, queue, priority, delay, max_attempts, retry_delay, timeout, wait } = config;
    const { executionId, stepName, metadata, queues } = context;
    const index = metadata['index'];
    const own = [executionId, stepName, ...(index === undefined ? [] : [index])].join('_');
    // Children of a step have no name that would tell one from another.
    const key = config.idempotency_key ?? (metadata['is_child'] === true ? undefined : own);
    const { taskId, queueSize } = await queues.submit({
      executor,
      config: config.config,
      queue,
      priority,
      delay,
      maxAttempts: max_attempts,
      retryDelay: retry_delay,
      taskId: own,
      ...(timeout !== undefined && { timeout }),
      ...(key !== undefined && { idempotencyKey: key }),
    });
    const facts = { async_processing: true, task_id: taskId, queue };
    if (!wait) return succeed({ task_id: taskId, status: 'queued', queue_size: queueSize }, facts);
    const result = await waitFor(context, taskId);
    return { ...result, metadata: { ...result.metadata, ...facts } };
  }
}

/** Whoever does not wait any more, since the run was cancelled or its time is over, needs no task. */
async function waitFor({ queues, signal }: FlowContext, taskId: string): Promise<ExecutionResult> {
  const cancel = (): void => {
    queues.cancel(taskId).catch(() => {});
  };
  signal.addEventListener('abort', cancel, { once: true });
  // It may have been cancelled while the task was put into its queue.
  if (signal.aborted) cancel();
  try {
    return await queues.result(taskId);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
