import { stemOf } from '../../media/file-name.ts';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import { openGiven } from '../given-file.ts';
import { deviceOf } from '../model-config.ts';
import { modelMetadata } from '../model-metadata.ts';
import {
  type BackgroundRemoverConfig,
  type BackgroundRemoverOutputs,
  backgroundRemoverConfig,
  backgroundRemoverOutputs,
  MISSING_IMAGE,
} from './config.ts';
import { checkColour, paintBehind } from './paint-behind.ts';

/** Cuts what a photo is about out of what is behind it. */
export class BackgroundRemover extends BaseExecutor<BackgroundRemoverConfig, BackgroundRemoverOutputs> {
  readonly name = 'background_remover';
  override readonly description = 'Cuts people in a photo out of what is behind them.';
  override readonly configSchema = backgroundRemoverConfig;
  override readonly outputSchema = backgroundRemoverOutputs;
  override readonly runsIn = 'pool';

  async execute(
    context: FlowContext,
    config: BackgroundRemoverConfig,
  ): Promise<ExecutionResult<BackgroundRemoverOutputs>> {
    const { background, model_name, device } = config;
    const isOpen = background.toLowerCase() === 'transparent';
    if (!isOpen) checkColour(background);
    const { content, name = 'image' } = await openGiven(config.image, context.files, MISSING_IMAGE);
    const spec = {
      task: 'background-removal',
      device: deviceOf(device),
      ...(model_name !== undefined && { model: model_name }),
    };
    const answer = await context.models.run(spec, new File([content], name, { type: content.type }), {
      signal: context.signal,
      onProgress: (progress) => context.progress(progress),
    });
    const { image, mask } = answer.output as { readonly image: Blob; readonly mask: Blob };
    const shown = isOpen ? image : await paintBehind(image, background, name);
    const keep = (file: Blob, end: string): Promise<unknown> => {
      const named = `${stemOf(name)}${end}.png`;
      return context.files.keep(new File([file], named, { type: 'image/png' }), named);
    };
    return succeed({ image: await keep(shown, ''), mask: await keep(mask, '-mask') }, modelMetadata(answer));
  }
}
