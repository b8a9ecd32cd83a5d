import { z } from 'zod';
import { FlowError } from '../../errors/index.ts';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import { deviceConfig, deviceOf, modelNameConfig } from '../model-config.ts';
import { modelMetadata } from '../model-metadata.ts';
import { rankLabels, type ScoredLabel } from './rank-labels.ts';

const zeroShotConfig = z.object({
  text: z
    .union([z.string(), z.array(z.string())], { error: 'Text input is required' })
    .describe('A text, or a list of texts.'),
  labels: z
    .union([z.array(z.string().min(1)).min(1), z.record(z.string(), z.string().min(1))], {
      error: '"labels" is required: a list of labels, or a map of label: description.',
    })
    .describe('A list of labels, or a map of label: description; descriptions make better answers.'),
  multi_label: z.boolean().default(false).describe('Whether each label is judged by itself.'),
  threshold: z.number().min(0).max(1).optional().describe('Labels below this score are left out.'),
  method: z.enum(['embedding']).default('embedding').describe('How texts and labels are compared.'),
  model_name: modelNameConfig,
  device: deviceConfig,
});

type ZeroShotConfig = z.infer<typeof zeroShotConfig>;

const zeroShotOutputs = z.object({
  label: z.unknown().describe('The best label; for a list of texts a list.'),
  score: z.unknown(),
  scores: z.unknown().describe('All labels, best first: [{label, score}].'),
  model_used: z.string(),
});

/** Sorts texts into labels that no model was trained on, by likeness of meaning. */
export class ZeroShotClassifier extends BaseExecutor<ZeroShotConfig> {
  readonly name = 'zero_shot_classifier';
  override readonly description = 'Finds the label whose meaning is nearest to a text.';
  override readonly configSchema = zeroShotConfig;
  override readonly outputSchema = zeroShotOutputs;

  async execute(context: FlowContext, config: ZeroShotConfig): Promise<ExecutionResult> {
    const { labels, multi_label, threshold = 0, method } = config;
    const texts = Array.isArray(config.text) ? config.text : [config.text];
    if (texts.length === 0 || texts.some((text) => text.trim() === '')) {
      throw new FlowError('input_required', 'Text input is required');
    }
    const names = Array.isArray(labels) ? labels : Object.keys(labels);
    if (names.length === 0) throw new FlowError('input_required', '"labels" has to name at least one label.');
    const meanings = Array.isArray(labels) ? labels : Object.values(labels);
    const spec = {
      task: 'feature-extraction',
      device: deviceOf(config.device),
      ...(config.model_name !== undefined && { model: config.model_name }),
    };
    const answer = await context.models.run(spec, [...meanings, ...texts], {
      options: { pooling: 'mean', normalize: true },
      signal: context.signal,
      onProgress: (progress) => context.progress(progress),
    });
    const vectors = answer.output as readonly Float32Array[];
    const labelVectors = vectors.slice(0, names.length);
    const rankings = vectors
      .slice(names.length)
      .map((vector) => rankLabels(vector, names, labelVectors, multi_label));
    return succeed(
      { ...shape(rankings, threshold, Array.isArray(config.text)), model_used: answer.model },
      { method, ...modelMetadata(answer) },
    );
  }
}

function shape(
  rankings: readonly ScoredLabel[][],
  threshold: number,
  isList: boolean,
): Record<string, unknown> {
  const results = rankings.map((scores) => {
    const kept = scores.filter(({ score }) => score >= threshold);
    return { label: kept[0]?.label ?? null, score: kept[0]?.score ?? 0, scores: kept };
  });
  if (!isList) return results[0] ?? {};
  return {
    label: results.map((result) => result.label),
    score: results.map((result) => result.score),
    scores: results.map((result) => result.scores),
  };
}
