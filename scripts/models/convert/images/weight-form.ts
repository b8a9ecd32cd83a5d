import type { GraphBuilder, Tensor } from '../onnx/graph-builder.ts';
import { elementTypes } from '../onnx/onnx-model.ts';
import { roundChannels } from '../quantisation/round-channels.ts';

/** How weights lie in the file. The first number of the shape is that of the channels. */
export type WeightForm = (
  graph: GraphBuilder,
  name: string,
  shape: readonly number[],
  weights: Float32Array,
) => Tensor;

/** As 32-bit floats: exactly what the source holds. */
export const asFloats: WeightForm = (graph, name, shape, weights) =>
  graph.constant(name, 'float32', shape, weights);

/**
 * As bytes with a scale for each channel, a quarter of the size. The runtime makes floats of them when it loads the file,
 * since they hang on nothing but constants; then it computes as it does with floats.
 */
export const asBytes: WeightForm = (graph, name, shape, weights) => {
  const [channels = 1, ...rest] = shape;
  const { bytes, scales } = roundChannels(weights, channels);
  const steps = graph.constant(name, 'int8', shape, bytes);
  const scale = graph.constant(`${name}.scales`, 'float32', [channels, ...rest.map(() => 1)], scales);
  return graph.apply('Mul', [graph.apply('Cast', [steps], { to: elementTypes.float32 }), scale]);
};
