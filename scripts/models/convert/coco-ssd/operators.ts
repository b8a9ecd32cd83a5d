import { convolve, cutAtSix } from '../images/convolution.ts';
import { permuted } from '../images/permuted.ts';
import type { Tensor } from '../onnx/graph-builder.ts';
import type { Attribute } from '../onnx/onnx-model.ts';
import { floatOf, integerOf, integersOf, wordOf } from './node-attributes.ts';
import type { GraphNode } from './tfjs-graph.ts';
import type { Translated, Translator } from './translator.ts';

type Translate = (translator: Translator, node: GraphNode, output: number) => Translated;

/** How each operator of the graph is said in ONNX. */
export const operators: Readonly<Record<string, Translate>> = {
  Conv2D: (translator, node) => convolution(translator, node, false),
  DepthwiseConv2dNative: (translator, node) => convolution(translator, node, true),
  FusedBatchNorm: normalisation,
  Relu6: (translator, node) => {
    const { tensor, isImage } = translator.of(input(node, 0));
    return { tensor: cutAtSix(translator.graph, tensor), isImage };
  },
  Add: (translator, node) => ofTwo(translator, node, 'Add'),
  AddN: (translator, node) => ofTwo(translator, node, 'Add'),
  BiasAdd: (translator, node) => ofTwo(translator, node, 'Add'),
  Mul: (translator, node) => ofTwo(translator, node, 'Mul'),
  Sub: (translator, node) => ofTwo(translator, node, 'Sub'),
  Exp: (translator, node) => ofOne(translator, node, 'Exp'),
  Sigmoid: (translator, node) => ofOne(translator, node, 'Sigmoid'),
  Reshape: (translator, node) =>
    ofOne(translator, node, 'Reshape', [list(translator, translator.integers(input(node, 1)))]),
  Transpose: (translator, node) =>
    ofOne(translator, node, 'Transpose', [], { perm: translator.integers(input(node, 1)) }),
  Squeeze: (translator, node) =>
    ofOne(translator, node, 'Squeeze', [list(translator, integersOf(node, 'squeeze_dims'))]),
  Slice: slice,
  // One image is as many as there are already.
  Tile: (translator, node) => plain(translator.plain(input(node, 0))),
  // An output of it is asked for at a time.
  Unpack: (translator, node, output) =>
    ofOne(translator, node, 'Gather', [translator.graph.integer(output)], { axis: integerOf(node, 'axis') }),
  Pack: (translator, node) => {
    const axis = integerOf(node, 'axis');
    const parts = node.inputs.map((name) =>
      translator.graph.apply('Unsqueeze', [translator.plain(name), list(translator, [axis])]),
    );
    return plain(translator.graph.apply('Concat', parts, { axis }));
  },
  ConcatV2: (translator, node) => {
    const [axis = 0] = translator.integers(input(node, -1));
    const parts = node.inputs.slice(0, -1).map((name) => translator.plain(name));
    return plain(translator.graph.apply('Concat', parts, { axis }));
  },
};

function convolution(translator: Translator, node: GraphNode, isDepthwise: boolean): Translated {
  const { shape, numbers } = translator.constant(input(node, 1));
  const [height = 0, width = 0, inputs = 0, outputs = 0] = shape;
  const [, down = 1, right = 1] = integersOf(node, 'strides');
  if (isDepthwise && outputs !== 1) throw new Error(`${node.name} makes several channels of one.`);
  const tensor = convolve(translator.graph, translator.form, imageOf(translator, input(node, 0)), {
    name: node.name,
    ...(isDepthwise ? { outputs: inputs, inputs: 1 } : { outputs, inputs }),
    height,
    width,
    weights: permuted(numbers, shape, isDepthwise ? [2, 3, 0, 1] : [3, 2, 0, 1]),
    strides: [down, right],
    isPadded: wordOf(node, 'padding') === 'SAME',
  });
  return { tensor, isImage: true };
}

function normalisation(translator: Translator, node: GraphNode): Translated {
  const [image = '', ...numbers] = node.inputs;
  const inputs = [imageOf(translator, image), ...numbers.map((name) => translator.plain(name))];
  const epsilon = { float: floatOf(node, 'epsilon') };
  return { tensor: translator.graph.apply('BatchNormalization', inputs, { epsilon }), isImage: true };
}

function ofOne(
  translator: Translator,
  node: GraphNode,
  operator: string,
  more: readonly Tensor[] = [],
  attributes: Readonly<Record<string, Attribute>> = {},
): Translated {
  const tensor = translator.plain(input(node, 0));
  return plain(translator.graph.apply(operator, [tensor, ...more], attributes));
}

function ofTwo(translator: Translator, node: GraphNode, operator: string): Translated {
  const isImage = node.inputs.some((name) => translator.of(name).isImage);
  const tensors = node.inputs.map((name) =>
    isImage ? besideImage(translator, name) : translator.plain(name),
  );
  return { tensor: translator.graph.apply(operator, tensors), isImage };
}

/** A number for each channel stands in the place of the channels, where TensorFlow.js has it last. */
function besideImage(translator: Translator, name: string): Tensor {
  const { tensor, isImage } = translator.of(name);
  if (isImage) return tensor;
  const { shape, numbers } = translator.constant(name);
  if (shape.length === 0) return tensor;
  if (shape.length !== 1) throw new Error(`${name} is no number for each channel.`);
  return translator.graph.apply('Reshape', [tensor, list(translator, [numbers.length, 1, 1])]);
}

function imageOf(translator: Translator, name: string): Tensor {
  const { tensor, isImage } = translator.of(name);
  if (!isImage) throw new Error(`${name} is no image.`);
  return tensor;
}

/** From a place of each axis, so many; -1 stands for all that follow. */
function slice(translator: Translator, node: GraphNode): Translated {
  const begin = translator.integers(input(node, 1));
  const size = translator.integers(input(node, 2));
  const end = begin.map((from, axis) => (size[axis] === -1 ? TO_THE_END : from + (size[axis] ?? 0)));
  return ofOne(translator, node, 'Slice', [list(translator, begin), list(translator, end)]);
}

const TO_THE_END = 2 ** 31 - 1;

function input(node: GraphNode, at: number): string {
  const name = node.inputs.at(at);
  if (name === undefined) throw new Error(`${node.name} has no input ${at}.`);
  return name;
}

function list(translator: Translator, values: readonly number[]): Tensor {
  return translator.graph.integers(...values);
}

function plain(tensor: Tensor): Translated {
  return { tensor, isImage: false };
}
