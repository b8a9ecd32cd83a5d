import { z } from 'zod';
import { FlowError } from '../../errors/index.ts';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext, RunSnapshot } from '../flow-context.ts';
import { mergeMaps } from './merge-maps.ts';

const dataCombinerConfig = z.object({
  sources: z
    .array(z.unknown(), { error: '"sources" is required: a list of step names, inputs, or values.' })
    .min(1, { error: '"sources" has to name at least one source.' })
    .describe('Step names, `inputs`, `steps.x`, or values.'),
  strategy: z.enum(['merge']).default('merge').describe('How the sources become one.'),
  merge_strategy: z
    .enum(['overwrite', 'keep_first', 'combine'])
    .default('overwrite')
    .describe('What happens where two sources have the same key; combine makes a list of both.'),
  output_key: z.string().min(1).default('combined_result').describe('The name of the output.'),
  include_metadata: z.boolean().default(true).describe('Whether combination_metadata is given too.'),
});

type DataCombinerConfig = z.infer<typeof dataCombinerConfig>;

const REFERENCE = /^(?:steps\.)?([A-Za-z_][A-Za-z0-9_]*)$/;

/** Makes one map of the outputs of several steps. */
export class DataCombiner extends BaseExecutor<DataCombinerConfig> {
  readonly name = 'data_combiner';
  override readonly description = 'Combines outputs of steps, inputs and values.';
  override readonly configSchema = dataCombinerConfig;

  /** A bare text in `sources` names a step. */
  override references(config: Readonly<Record<string, unknown>>): readonly string[] {
    const sources = Array.isArray(config['sources']) ? config['sources'] : [];
    return sources.map(stepNameOf).filter((name) => name !== undefined);
  }

  execute(context: FlowContext, config: DataCombinerConfig): ExecutionResult {
    const { sources, strategy, merge_strategy, output_key, include_metadata } = config;
    const maps = sources.map((source, index) => mapOf(source, index, context.run));
    const combined = mergeMaps(maps, merge_strategy);
    const metadata = {
      strategy,
      merge_strategy,
      source_count: sources.length,
      sources: sources.map((source, index) => (typeof source === 'string' ? source : `value ${index + 1}`)),
    };
    return succeed({ [output_key]: combined, ...(include_metadata && { combination_metadata: metadata }) });
  }
}

function stepNameOf(source: unknown): string | undefined {
  if (typeof source !== 'string' || source === 'inputs') return undefined;
  return REFERENCE.exec(source)?.[1];
}

/** A source as a map: a step's outputs, the inputs, or a map as it is; any other value under a name of its own. */
function mapOf(source: unknown, index: number, run: RunSnapshot): Readonly<Record<string, unknown>> {
  if (source === 'inputs') return run.inputs;
  const step = stepNameOf(source);
  const outputs = step !== undefined && Object.hasOwn(run.steps, step) ? run.steps[step]?.outputs : undefined;
  if (outputs !== undefined) return outputs;
  if (step !== undefined && source !== step) {
    throw new FlowError('unknown_source', `There is no step "${step}" to take outputs from.`);
  }
  // The names that the flow's text has are known before a run: any other word is what a template gave, so a value.
  if (typeof source === 'object' && source !== null && !Array.isArray(source)) {
    return source as Record<string, unknown>;
  }
  return { [`value_${index + 1}`]: source };
}
