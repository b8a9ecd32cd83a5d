import { z } from 'zod';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import { deviceConfig, deviceOf, modelNameConfig } from '../model-config.ts';
import { inputKey, inputMissing } from '../model-input.ts';
import { modelMetadata } from '../model-metadata.ts';
import { MODEL_TASKS, taskNamed } from '../model-tasks.ts';
import { openInput } from './open-input.ts';

const modelExecutorConfig = z.object({
  text: z.unknown().optional().describe('The text to work on, or a list of texts.'),
  input: z
    .unknown()
    .optional()
    .describe(
      'The same for any task: a text, messages, an image or audio file, a map of what belongs together, such as {question, context}, or a list of them.',
    ),
  task: z.string().min(1).default('text-classification').describe('A task by its transformers.js name.'),
  model_name: modelNameConfig,
  device: deviceConfig,
  dtype: z.string().optional().describe('The precision of the weights, such as q8 or fp32.'),
  options: z
    .record(z.string(), z.unknown())
    .default({})
    .describe("The task's own options, such as top_k or candidate_labels."),
});

type ModelExecutorConfig = z.infer<typeof modelExecutorConfig>;

const modelExecutorOutputs = z.object({
  predictions: z.unknown().describe("The task's answer."),
  model_used: z.string(),
  processing_time: z.number().describe('Seconds that the model computed, loading left out.'),
});

type ModelExecutorOutputs = z.infer<typeof modelExecutorOutputs>;

/** Runs a model on a text, an image or a sound, for any task of transformers.js. */
export class ModelExecutor extends BaseExecutor<ModelExecutorConfig, ModelExecutorOutputs> {
  readonly name = 'model_executor';
  override readonly description = 'Runs a model in this page, for any task of transformers.js.';
  override readonly configSchema = modelExecutorConfig;
  override readonly outputSchema = modelExecutorOutputs;

  async execute(
    context: FlowContext,
    config: ModelExecutorConfig,
  ): Promise<ExecutionResult<ModelExecutorOutputs>> {
    const { model_name, device, dtype, options } = config;
    const task = taskNamed(config.task);
    const traits = MODEL_TASKS[task];
    const input = await openInput(traits, config.input ?? config.text, context.files);
    const length = inputLength(input, inputKey(traits));
    if (length === 0) throw inputMissing(traits);
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
      { ...modelMetadata(answer), ...(length !== undefined && { input_length: length }) },
    );
  }
}

/**
 * Characters of a text, items of a list, samples of a sound, bytes of a file; of a map those of what the task is about.
 * 0 where there is nothing to work on; undefined where that is for the task to say.
 */
function inputLength(input: unknown, key: string): number | undefined {
  if (input === undefined || input === null) return 0;
  if (input instanceof Blob) return input.size;
  if (typeof input === 'string' || Array.isArray(input) || input instanceof Float32Array) return input.length;
  const isMap = typeof input === 'object' && key in input;
  return isMap ? inputLength((input as Record<string, unknown>)[key], key) : undefined;
}
