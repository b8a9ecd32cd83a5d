import { z } from 'zod';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import { fileField, openGiven } from '../given-file.ts';
import { modelNameConfig } from '../model-config.ts';
import { modelMetadata } from '../model-metadata.ts';

const MISSING_AUDIO = 'Audio input is required';

const voiceActivityConfig = z.object({
  audio: fileField(MISSING_AUDIO).describe(
    'A recording: a file, the path that an earlier step put out, {content, filename}, or a data: URL.',
  ),
  threshold: z
    .number()
    .min(0.05)
    .max(0.95)
    .default(0.5)
    .describe('How likely speech has to be; higher in noise, lower for soft voices.'),
  min_speech: z.number().min(0).default(0.25).describe('Shorter speech is taken for noise, in seconds.'),
  min_silence: z.number().min(0).default(0.1).describe('Shorter pauses belong to the speech, in seconds.'),
  model_name: modelNameConfig,
});

type VoiceActivityConfig = z.infer<typeof voiceActivityConfig>;

const segment = z.object({ start: z.number(), end: z.number() });

const voiceActivityOutputs = z.object({
  segments: z.array(segment).describe('Where somebody speaks, in seconds; empty where nobody does.'),
  speech_ratio: z.number().describe('The share of the recording with speech, from 0 to 1.'),
  duration: z.number().describe('Of the recording, in seconds.'),
});

type VoiceActivityOutputs = z.infer<typeof voiceActivityOutputs>;

/** Finds where in a recording somebody speaks. */
export class VoiceActivity extends BaseExecutor<VoiceActivityConfig, VoiceActivityOutputs> {
  readonly name = 'voice_activity';
  override readonly description = 'Finds where in a recording somebody speaks, and the pauses between.';
  override readonly configSchema = voiceActivityConfig;
  override readonly outputSchema = voiceActivityOutputs;

  async execute(
    context: FlowContext,
    config: VoiceActivityConfig,
  ): Promise<ExecutionResult<VoiceActivityOutputs>> {
    const { threshold, min_speech, min_silence, model_name } = config;
    const { content } = await openGiven(config.audio, context.files, MISSING_AUDIO);
    const spec = {
      task: 'voice-activity-detection',
      // Frames of 32 ms one after the other: nothing for a GPU.
      device: 'wasm' as const,
      ...(model_name !== undefined && { model: model_name }),
    };
    const answer = await context.models.run(spec, content, {
      options: { threshold, min_speech, min_silence },
      signal: context.signal,
      onProgress: (progress) => context.progress(progress),
    });
    const { segments, duration } = answer.output as Pick<VoiceActivityOutputs, 'segments' | 'duration'>;
    const spoken = segments.reduce((sum, { start, end }) => sum + end - start, 0);
    return succeed({ segments, speech_ratio: spoken / duration, duration }, modelMetadata(answer));
  }
}
