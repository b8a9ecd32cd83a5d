import { InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import { FlowError } from '../../../../errors/index.ts';
import { stretchedPixels } from '../images/image-pixels.ts';
import type { TaskLoadOptions } from '../task.ts';
import type { Candidates } from './pick-objects.ts';

/** Looks at a whole image in one go, and says of each of many boxes how likely each kind of thing is in it. */
export interface SingleShotDetector {
  /** Takes an image file, and gives what was found and the image's `[width, height]`. */
  look(image: unknown): Promise<{ readonly found: Candidates; readonly size: readonly [number, number] }>;
}

/**
 * Loads a graph that takes `image`, bytes of `[1, side, side, 3]`, and gives `scores` and `boxes`.
 * Rejects with `model_invalid` where it is another one.
 */
export async function loadSingleShotDetector(
  { device, files, graphs }: TaskLoadOptions,
  side: number,
): Promise<SingleShotDetector> {
  const [graph] = [...files].filter(([path]) => path.endsWith('.onnx'));
  if (graph === undefined) {
    throw new FlowError('model_invalid', 'There is no ONNX file.', { hint: 'Give a model with one.' });
  }
  const session = await InferenceSession.create(new Uint8Array(await graph[1].arrayBuffer()), {
    executionProviders: [device],
    ...graphs,
  });
  const names = [...session.inputNames, ...session.outputNames];
  if (!['image', 'scores', 'boxes'].every((name) => names.includes(name))) {
    const hint = 'It takes "image" and gives "scores" and "boxes".';
    throw new FlowError('model_invalid', `The detector has other names: ${names.join(', ')}.`, { hint });
  }
  return {
    async look(image) {
      const { data, size } = await stretchedPixels(image, [side, side]);
      const answer = await session.run({ image: new Tensor('uint8', coloursOf(data), [1, side, side, 3]) });
      return { found: { scores: takeFloats(answer['scores']), boxes: takeFloats(answer['boxes']) }, size };
    },
  };
}

/** Pixels without their alpha. */
function coloursOf(pixels: Uint8Array): Uint8Array {
  const colours = new Uint8Array((pixels.length / 4) * 3);
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
    colours.set(pixels.subarray(from, from + 3), to);
  }
  return colours;
}

/** A copy of a tensor's numbers, since its own memory is the runtime's, which gets it back. */
function takeFloats(tensor: Tensor | undefined): Float32Array {
  const floats = Float32Array.from((tensor?.data ?? []) as ArrayLike<number>);
  tensor?.dispose();
  return floats;
}
