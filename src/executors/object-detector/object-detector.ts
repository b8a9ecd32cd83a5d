import { readImageHeader } from '../../images/index.ts';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import { openGiven } from '../given-file.ts';
import { deviceOf } from '../model-config.ts';
import { modelMetadata } from '../model-metadata.ts';
import {
  MISSING_IMAGE,
  type ObjectDetectorConfig,
  type ObjectDetectorOutputs,
  objectDetectorConfig,
  objectDetectorOutputs,
} from './config.ts';

/** What the task answers of each object. */
interface Detected {
  readonly label: string;
  readonly score: number;
  readonly box: {
    readonly xmin: number;
    readonly ymin: number;
    readonly xmax: number;
    readonly ymax: number;
  };
}

/** From which orientation on an image lies on its side, in EXIF. */
const ON_ITS_SIDE = 5;

/** Finds things in a photo, and says where they are. */
export class ObjectDetector extends BaseExecutor<ObjectDetectorConfig, ObjectDetectorOutputs> {
  readonly name = 'object_detector';
  override readonly description =
    'Finds people, cars, animals and other things in a photo, and where they are.';
  override readonly configSchema = objectDetectorConfig;
  override readonly outputSchema = objectDetectorOutputs;

  async execute(
    context: FlowContext,
    config: ObjectDetectorConfig,
  ): Promise<ExecutionResult<ObjectDetectorOutputs>> {
    const { threshold, top_k, model_name, device } = config;
    const { content, name = 'image' } = await openGiven(config.image, context.files, MISSING_IMAGE);
    const { width, height, orientation } = await readImageHeader(content, name);
    const spec = {
      task: 'object-detection',
      device: deviceOf(device),
      ...(model_name !== undefined && { model: model_name }),
    };
    const answer = await context.models.run(spec, new File([content], name, { type: content.type }), {
      options: { threshold },
      signal: context.signal,
      onProgress: (progress) => context.progress(progress),
    });
    const detected = [...(answer.output as readonly Detected[])].sort((a, b) => b.score - a.score);
    const objects = detected
      .slice(0, top_k)
      .map(({ label, score, box }) => ({ label, score, box: inWholePixels(box) }));
    const image_size = orientation >= ON_ITS_SIDE ? [height, width] : [width, height];
    return succeed({ objects, count: objects.length, image_size }, modelMetadata(answer));
  }
}

function inWholePixels({ xmin, ymin, xmax, ymax }: Detected['box']) {
  const [x, y] = [Math.round(xmin), Math.round(ymin)];
  return { x, y, width: Math.round(xmax) - x, height: Math.round(ymax) - y };
}
