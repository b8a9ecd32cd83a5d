import type { GraphBuilder, Tensor } from '../onnx/graph-builder.ts';
import { elementTypes } from '../onnx/onnx-model.ts';
import { roundBlocks } from '../quantisation/round-blocks.ts';

/** How weights lie in the file. The first number of the shape is that of the channels. */
export type WeightForm = (
  graph: GraphBuilder,
  name: string,
  shape: readonly number[],
  weights: Float32Array,
) => Tensor;

/**
 * Fewer weights than these stay floats: they are a small part of the file, and it is the first layers and the kernels of
 * one channel each, of which rounding harms an image most.
 */
const FEW = 20_000;
const BLOCK = 16;

/** As 32-bit floats: exactly what the source holds. */
export const asFloats: WeightForm = (graph, name, shape, weights) =>
  graph.constant(name, 'float32', shape, weights);

/**
 * As bytes, little more than a quarter of the size. The runtime makes floats of them when it loads the file, since they
 * hang on nothing but constants; then it computes as it does with floats.
 */
export const asBytes: WeightForm = (graph, name, shape, weights) => {
  const [channels = 1] = shape;
  const blocks = weights.length / channels / BLOCK;
  if (weights.length < FEW || !Number.isInteger(blocks)) return asFloats(graph, name, shape, weights);
  const { bytes, blockSteps, scales } = roundBlocks(weights, channels, BLOCK);
  const float = (tensor: Tensor): Tensor => graph.apply('Cast', [tensor], { to: elementTypes.float32 });
  const worth = graph.apply('Mul', [
    float(graph.constant(`${name}.block_steps`, 'uint8', [channels, blocks, 1], blockSteps)),
    graph.constant(`${name}.scales`, 'float32', [channels, 1, 1], scales),
  ]);
  const steps = float(graph.constant(name, 'int8', [channels, blocks, BLOCK], bytes));
  return graph.apply('Reshape', [graph.apply('Mul', [steps, worth]), graph.integers(...shape)]);
};
