import { RawImage } from '@huggingface/transformers';
import { MODEL_TASKS, type PipelineTaskName } from '../../../../executors/model-tasks.ts';
import { samplesOf } from '../audio/samples-of.ts';
import { imagePixels } from '../images/image-pixels.ts';

/** Tasks whose answers have no place in the image: of a larger one more pixels would only take more memory. */
const WITHOUT_PLACES: readonly string[] = [
  'image-classification',
  'image-feature-extraction',
  'zero-shot-image-classification',
  'image-to-text',
  'document-question-answering',
];
const LONGEST_SIDE = 4096;

/** Makes of a text, a file or samples what the pipeline of a task takes. Rejects where a file cannot be read. */
export async function readMain(task: PipelineTaskName, main: unknown, sampleRate: number): Promise<unknown> {
  const { takes } = MODEL_TASKS[task];
  if (takes === 'audio') return samplesOf(main, sampleRate);
  if (takes !== 'image') return main;
  const longest = WITHOUT_PLACES.includes(task) ? LONGEST_SIDE : Number.POSITIVE_INFINITY;
  const { width, height, data } = (await imagePixels(main, longest, { onWhite: false })).pixels;
  return new RawImage(data, width, height, 4);
}
