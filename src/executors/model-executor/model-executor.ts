import { z } from 'zod';
import { FlowError } from '../../errors/index.ts';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import { isFlowFile } from '../flow-file.ts';
import { deviceConfig, deviceOf, modelNameConfig } from '../model-config.ts';
import { modelMetadata } from '../model-metadata.ts';

const modelExecutorConfig = z.object({
  text: z.unknown().optional().describe('The text to work on, or a list of texts.'),
  input: z
    .unknown()
    .optional()
    .describe('The same for any task: a text, a list of texts, messages, or a file.'),
  task: z.string().min(1).default('text-classification').describe('A task by its transformers.js name.'),
  model_name: modelNameConfig,
  device: deviceConfig,
  dtype: z.string().optional().describe('The precision of the weights, such as q8 or fp32.'),
  options: z.record(z.string(), z.unknown()).default({}).describe("The task's own options."),
});

type ModelExecutorConfig = z.infer<typeof modelExecutorConfig>;

const modelExecutorOutputs = z.object({
  predictions: z.unknown().describe("The task's answer."),
  model_used: z.string(),
  processing_time: z.number().describe('Seconds that the model computed, loading left out.'),
});

type ModelExecutorOutputs = z.infer<typeof modelExecutorOutputs>;

/** Runs a model on a text, a list of texts, messages or a file, for a task of transformers.js. */
export class ModelExecutor extends BaseExecutor<ModelExecutorConfig, ModelExecutorOutputs> {
  readonly name = 'model_executor';
  override readonly description =
    'Runs a model in this page: embeddings, speech recognition, text generation.';
  override readonly configSchema = modelExecutorConfig;
  override readonly outputSchema = modelExecutorOutputs;

  async execute(
    context: FlowContext,
    config: ModelExecutorConfig,
  ): Promise<ExecutionResult<ModelExecutorOutputs>> {
    const { task, model_name, device, dtype, options } = config;
    const given = config.input ?? config.text;
    const input = isFile(given) ? await context.files.open(given) : given;
    const length = inputLength(input);
    if (length === 0) throw new FlowError('input_required', 'Text input is required');
    const spec = {
      task,
      device: deviceOf(device),
      ...(model_name !== undefined && { model: model_name }),
      ...(dtype !== undefined && { dtype }),
    };
    const answer = await context.models.run(spec, input, {
      options,
      signal: context.signal,
      onProgress: (progress) => context.progress(progress),
      onPartial: (text) => context.emit({ predictions: task === 'text-generation' ? [{ text }] : { text } }),
    });
    return succeed(
      { predictions: answer.output, model_used: answer.model, processing_time: answer.runTime },
      { ...modelMetadata(answer), input_length: length },
    );
  }
}

function isFile(value: unknown): value is Parameters<FlowContext['files']['open']>[0] {
  if (typeof value === 'string') return /^data:[^,]*,/.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return isFlowFile(value) || value instanceof Blob || 'content' in value;
}

/** Characters of a text, items of a list, samples of a sound, bytes of a file; 0 where there is nothing to work on. */
function inputLength(input: unknown): number {
  if (input instanceof Float32Array) return input.length;
  if (typeof input === 'string' || Array.isArray(input)) return input.length;
  return input instanceof Blob ? input.size : 0;
}
