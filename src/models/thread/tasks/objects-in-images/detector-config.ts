import { z } from 'zod';
import { FlowError } from '../../../../errors/index.ts';
import type { ModelFiles } from '../../../weights/model-files.ts';

const kind = z.object({ model_type: z.string() });

const detectorConfig = z.object({
  image_size: z.int().positive(),
  /** By the place of a kind of thing among the scores. Places without a name stand for nothing. */
  id2label: z.record(z.string(), z.string()),
});

export type DetectorConfig = z.infer<typeof detectorConfig>;

/** The config of a detector of the kind SSD, or nothing where the model is of another kind. Rejects with `model_invalid`. */
export async function readDetectorConfig(files: ModelFiles): Promise<DetectorConfig | undefined> {
  const text = await files.get('config.json')?.text();
  if (text === undefined) return undefined;
  const json: unknown = JSON.parse(text);
  if (!kind.safeParse(json).data?.model_type.startsWith('ssd')) return undefined;
  const parsed = detectorConfig.safeParse(json);
  if (parsed.success) return parsed.data;
  const hint = 'Give it the size of the image in pixels, and the names of what it tells apart.';
  throw new FlowError('model_invalid', 'The config of the detector lacks image_size or id2label.', { hint });
}
