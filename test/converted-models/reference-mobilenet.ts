import {
  type LiteModel,
  type LiteOperator,
  readTflite,
} from '../../scripts/models/convert/mobilenet/read-tflite.ts';

/** An image as TensorFlow Lite has it: the channels of a pixel side by side, row by row. */
interface Image {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float32Array;
}

/**
 * MobileNet computed by hand in the layout of the TensorFlow Lite file, each kernel where it lies in the file: what the
 * converted graph is held against.
 *
 * @param values of 224 × 224 pixels, red, green and blue from -1 to 1
 */
export function referenceMobilenet(file: Uint8Array, values: Float32Array): Float32Array {
  const model = readTflite(file);
  let image: Image = { height: 224, width: 224, channels: 3, values };
  for (const operator of model.operators) {
    if (operator.code === 3 || operator.code === 4) image = convolved(model, operator, image);
    if (operator.code === 1) image = mean(image);
  }
  return image.values;
}

function convolved(model: LiteModel, { code, inputs, options }: LiteOperator, image: Image): Image {
  const [, weightsAt = -1, biasAt = -1] = inputs;
  const { shape, numbers } = model.constant(weightsAt);
  const bias = model.constant(biasAt).numbers;
  const isDepthwise = code === 4;
  const [first = 0, rows = 0, columns = 0, last = 0] = shape;
  const channels = isDepthwise ? last : first;
  const stride = options?.integer(2) ?? 1;
  const isCut = options?.byte(isDepthwise ? 4 : 3) === 3;
  const height = Math.ceil(image.height / stride);
  const width = Math.ceil(image.width / stride);
  // What is lacking is added below and to the right first.
  const top = Math.max(0, Math.floor(((height - 1) * stride + rows - image.height) / 2));
  const left = Math.max(0, Math.floor(((width - 1) * stride + columns - image.width) / 2));
  const values = new Float32Array(height * width * channels);
  const sums = new Float64Array(channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      sums.set(bias);
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const [fromY, fromX] = [y * stride + row - top, x * stride + column - left];
          if (fromY < 0 || fromX < 0 || fromY >= image.height || fromX >= image.width) continue;
          const pixel = (fromY * image.width + fromX) * image.channels;
          for (let channel = 0; channel < channels; channel++) {
            let sum = sums[channel] ?? 0;
            if (isDepthwise) {
              const weight = numbers[(row * columns + column) * channels + channel] ?? 0;
              sum += weight * (image.values[pixel + channel] ?? 0);
            } else {
              const kernel = ((channel * rows + row) * columns + column) * last;
              for (let input = 0; input < last; input++) {
                sum += (numbers[kernel + input] ?? 0) * (image.values[pixel + input] ?? 0);
              }
            }
            sums[channel] = sum;
          }
        }
      }
      const to = (y * width + x) * channels;
      for (const [channel, sum] of sums.entries()) {
        values[to + channel] = isCut ? Math.min(6, Math.max(0, sum)) : sum;
      }
    }
  }
  return { height, width, channels, values };
}

function mean({ height, width, channels, values }: Image): Image {
  const means = new Float32Array(channels);
  for (const [at, value] of values.entries()) {
    means[at % channels] = (means[at % channels] ?? 0) + value / height / width;
  }
  return { height: 1, width: 1, channels, values: means };
}
