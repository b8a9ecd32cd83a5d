import { z } from 'zod';
import { readInput } from '../../../executors/model-input.ts';
import { readDetectorConfig } from './objects-in-images/detector-config.ts';
import { pickObjects } from './objects-in-images/pick-objects.ts';
import { loadSingleShotDetector } from './objects-in-images/single-shot-detector.ts';
import type { Task } from './task.ts';

const optionsSchema = z.object({
  threshold: z.number().default(0.5),
  percentage: z.boolean().default(false),
});

/**
 * What is in an image, and where: `[{label, score, box: {xmin, ymin, xmax, ymax}}]`, those first that are most certain,
 * in pixels of the upright image or, with `percentage`, as shares of it. Detectors of the kind SSD run on the bare
 * runtime, all others as transformers.js has them, whose form of answer this is.
 */
export const objectDetection: Task = async (order) => {
  const config = await readDetectorConfig(order.files);
  if (config === undefined) {
    const { pipelineTask } = await import('./pipeline/pipeline-task.ts');
    return pipelineTask('object-detection')(order);
  }
  const detector = await loadSingleShotDetector(order, config.image_size);

  const detect = async (item: unknown, given: Readonly<Record<string, unknown>>) => {
    const { main, options } = readInput('object-detection', item, given);
    const { threshold, percentage } = optionsSchema.parse(options);
    const { found, size } = await detector.look(main);
    const [width, height] = percentage ? [1, 1] : size;
    return pickObjects(found, config.id2label, threshold).map(({ label, score, box }) => ({
      label,
      score,
      box: {
        xmin: box.left * width,
        ymin: box.top * height,
        xmax: box.right * width,
        ymax: box.bottom * height,
      },
    }));
  };

  return {
    async run(input, options, { breathe }) {
      if (!Array.isArray(input)) return detect(input, options);
      const answers: unknown[] = [];
      for (const item of input) {
        await breathe();
        answers.push(await detect(item, options));
      }
      return answers;
    },
  };
};
