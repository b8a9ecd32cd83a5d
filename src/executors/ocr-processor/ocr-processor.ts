import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import { openGiven } from '../given-file.ts';
import { deviceOf } from '../model-config.ts';
import { modelMetadata } from '../model-metadata.ts';
import { MISSING_IMAGE, type OcrConfig, type OcrOutputs, ocrConfig, ocrOutputs } from './config.ts';
import { type ReadPage, shapeText } from './shape-text.ts';

/** Reads the text of a photo or a scanned page. */
export class OcrProcessor extends BaseExecutor<OcrConfig, OcrOutputs> {
  readonly name = 'ocr_processor';
  override readonly description = 'Reads the text of a photo or a scanned page, also one that lies askew.';
  override readonly configSchema = ocrConfig;
  override readonly outputSchema = ocrOutputs;

  async execute(context: FlowContext, config: OcrConfig): Promise<ExecutionResult<OcrOutputs>> {
    const { provider, languages, confidence_threshold, model_name, device } = config;
    const { content, name = 'image' } = await openGiven(config.image_path, context.files, MISSING_IMAGE);
    const spec = {
      task: 'optical-character-recognition',
      device: deviceOf(device),
      ...(model_name !== undefined && { model: model_name }),
    };
    const answer = await context.models.run(spec, new File([content], name, { type: content.type }), {
      signal: context.signal,
      onProgress: (progress) => context.progress(progress),
      onPartial: (text) => context.emit({ text }),
    });
    const page = answer.output as ReadPage;
    const told = { provider, languages, image_file: name, confidence_threshold };
    return succeed(
      { ...shapeText(page, config), ...told },
      { ...modelMetadata(answer), image_size: page.size },
    );
  }
}
