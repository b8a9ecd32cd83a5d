import { FlowError } from '../../errors/index.ts';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, fail, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import {
  type TextProcessorConfig,
  type TextProcessorOutputs,
  textProcessorConfig,
  textProcessorOutputs,
} from './config.ts';
import { operations } from './operations.ts';

/** Works on a text without a model: case, counts, cutting, finding and replacing. */
export class TextProcessor extends BaseExecutor<TextProcessorConfig, TextProcessorOutputs> {
  readonly name = 'text_processor';
  override readonly description = 'Changes, counts, cuts or searches a text.';
  override readonly configSchema = textProcessorConfig;
  override readonly outputSchema = textProcessorOutputs;
  // A text may be of any length, and the engine's thread has to stay free.
  override readonly runsIn = 'pool';

  execute(_context: FlowContext, config: TextProcessorConfig): ExecutionResult<TextProcessorOutputs> {
    const { text, operation } = config;
    if (text === '') return fail(new FlowError('input_required', 'Text input is required'));
    return succeed({
      processed_text: operations[operation](text, config),
      original_length: text.length,
      operation_used: operation,
    });
  }
}
