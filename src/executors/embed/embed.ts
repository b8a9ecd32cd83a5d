import { z } from 'zod';
import { FlowError } from '../../errors/index.ts';
import { BaseExecutor } from '../base-executor.ts';
import { embedTexts } from '../embed-texts.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import { deviceConfig, modelNameConfig } from '../model-config.ts';
import { modelMetadata } from '../model-metadata.ts';

const embedConfig = z.object({
  text: z
    .union([z.string(), z.array(z.string())], { error: 'Text input is required' })
    .describe('A text, or a list of texts.'),
  model_name: modelNameConfig,
  pooling: z
    .enum(['mean', 'cls'])
    .default('mean')
    .describe('What becomes of the vectors of the words: their mean, or the first one.'),
  normalize: z.boolean().default(true).describe('Whether vectors have the length 1.'),
  device: deviceConfig,
});

type EmbedConfig = z.infer<typeof embedConfig>;

const embedOutputs = z.object({
  vectors: z.array(z.instanceof(Float32Array)).describe('One for each text, also where there is only one.'),
  dimensions: z.int().describe('How many numbers each vector has.'),
  count: z.int().describe('How many vectors there are.'),
  model_used: z.string(),
});

/** Turns texts into vectors that lie near each other where the texts mean like things. */
export class Embed extends BaseExecutor<EmbedConfig> {
  readonly name = 'embed';
  override readonly description = 'Turns texts into vectors of their meaning.';
  override readonly configSchema = embedConfig;
  override readonly outputSchema = embedOutputs;

  async execute(context: FlowContext, config: EmbedConfig): Promise<ExecutionResult> {
    const texts = Array.isArray(config.text) ? config.text : [config.text];
    const empty = texts.findIndex((text) => text.trim() === '');
    if (texts.length === 0 || empty !== -1) {
      const hint = texts.length > 1 ? `The text at place ${empty + 1} is empty.` : undefined;
      throw new FlowError('input_required', 'Text input is required', {
        ...(hint !== undefined && { hint }),
      });
    }
    const { model_name: model, device, pooling, normalize } = config;
    const { vectors, answer } = await embedTexts(context, { texts, model, device, pooling, normalize });
    const dimensions = vectors[0]?.length ?? 0;
    return succeed(
      { vectors, dimensions, count: vectors.length, model_used: answer.model },
      modelMetadata(answer),
    );
  }
}
