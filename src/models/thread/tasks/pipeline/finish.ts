import { RawImage, Tensor } from '@huggingface/transformers';
import type { PipelineTaskName } from '../../../../executors/model-tasks.ts';

/** Makes of a pipeline's answer what is of more use; tasks that are not named here answer as transformers.js does. */
export function finish(task: PipelineTaskName, output: unknown): unknown {
  if (task === 'background-removal' && output instanceof RawImage) return cutOut(output);
  if (task === 'image-feature-extraction' && output instanceof Tensor) return vectorOf(output);
  return output;
}

/** The image with what is behind gone from the file, and the mask by itself: white is what stays. */
function cutOut(image: RawImage): { readonly image: RawImage; readonly mask: RawImage } {
  const { data, width, height } = image;
  const mask = new Uint8ClampedArray(width * height);
  for (let pixel = 0; pixel < mask.length; pixel++) {
    const alpha = data[pixel * 4 + 3] ?? 0;
    mask[pixel] = alpha;
    // What nobody sees would still be there for who looks into the file.
    if (alpha === 0) data.fill(0, pixel * 4, pixel * 4 + 3);
  }
  return { image, mask: new RawImage(mask, width, height, 1) };
}

/** One vector where the model gives one for the image; otherwise the tensor, with a row for each part of it. */
function vectorOf(tensor: Tensor): unknown {
  const isVector = tensor.dims.length === 2 && tensor.dims[0] === 1;
  // A copy: the tensor's own memory is the runtime's.
  return isVector ? (tensor.data as Float32Array).slice() : tensor;
}
