import { BaseExecutor } from '../base-executor.ts';
import type { ExecutionResult } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import { BatchRun } from './batch-run.ts';
import { type BatchProcessorConfig, batchProcessorConfig, batchProcessorOutputs } from './config.ts';

/** Runs another executor on each item of a list, or on each row of a file, batch by batch. */
export class BatchProcessor extends BaseExecutor<BatchProcessorConfig> {
  readonly name = 'batch_processor';
  override readonly description = 'Runs another executor on each item of a list or each row of a file.';
  override readonly configSchema = batchProcessorConfig;
  override readonly outputSchema = batchProcessorOutputs;

  async execute(context: FlowContext, config: BatchProcessorConfig): Promise<ExecutionResult> {
    const run = await BatchRun.open(context, config);
    return run.execute();
  }
}
