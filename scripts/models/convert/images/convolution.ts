import type { GraphBuilder, Tensor } from '../onnx/graph-builder.ts';
import type { WeightForm } from './weight-form.ts';

export interface Convolution {
  readonly name: string;
  /** A kernel for each channel that comes out. */
  readonly outputs: number;
  /** How many channels each kernel looks at. */
  readonly inputs: number;
  readonly height: number;
  readonly width: number;
  /** In the order of the four numbers above. */
  readonly weights: Float32Array;
  readonly bias?: Float32Array;
  /** Down and to the right. */
  readonly strides: readonly [number, number];
  /** Whether the image is padded so that none of it is lost at its edges, as TensorFlow does by its word SAME. */
  readonly isPadded: boolean;
}

/** Convolves an image of `[batch, channels, height, width]`. Where each kernel looks at one channel, it is its own. */
export function convolve(
  graph: GraphBuilder,
  form: WeightForm,
  image: Tensor,
  { name, outputs, inputs, height, width, weights, bias, strides, isPadded }: Convolution,
): Tensor {
  const isDepthwise = inputs === 1;
  const kernels = form(graph, name, [outputs, inputs, height, width], weights);
  const added = bias === undefined ? [] : [graph.constant(`${name}.bias`, 'float32', [outputs], bias)];
  return graph.apply('Conv', [image, kernels, ...added], {
    kernel_shape: [height, width],
    strides,
    auto_pad: isPadded ? 'SAME_UPPER' : 'VALID',
    ...(isDepthwise && { group: outputs }),
  });
}

/** Cuts off what is below 0 and above 6. */
export function cutAtSix(graph: GraphBuilder, tensor: Tensor): Tensor {
  return graph.apply('Clip', [tensor, graph.number(0), graph.number(6)]);
}
