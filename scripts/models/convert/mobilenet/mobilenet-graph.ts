import { type Convolution, convolve, cutAtSix } from '../images/convolution.ts';
import { permuted } from '../images/permuted.ts';
import type { WeightForm } from '../images/weight-form.ts';
import { GraphBuilder, type Tensor } from '../onnx/graph-builder.ts';
import type { OnnxModel } from '../onnx/onnx-model.ts';
import type { LiteModel, LiteOperator } from './read-tflite.ts';

// Numbers of operators, and places of what they are told, in the schema of TensorFlow Lite.
const AVERAGE_POOL = 1;
const CONVOLUTION = 3;
const DEPTHWISE_CONVOLUTION = 4;
const RESHAPE = 22;
const SOFTMAX = 25;
const OPTION = { padding: 0, strideRight: 1, strideDown: 2, activation: 3, depthwiseActivation: 4 };
const PADDED = 0;
const CUT_AT_SIX = 3;

const SIDE = 224;

/**
 * A classifier that is one chain of operators, under the names that transformers.js knows: `pixel_values` in, `logits`
 * out. Its softmax is left out, which transformers.js applies itself.
 */
export function mobilenetGraph(
  model: LiteModel,
  classes: number,
  form: WeightForm,
  notes: OnnxModel['notes'],
): OnnxModel {
  const graph = new GraphBuilder();
  let image = graph.input('pixel_values', 'float32', ['batch_size', 3, SIDE, SIDE]);
  for (const [at, operator] of model.operators.entries()) {
    image = applied({ graph, form, model }, image, operator, `layers.${at}`);
  }
  graph.output(graph.apply('Flatten', [image], { axis: 1 }, 'logits'), ['batch_size', classes]);
  return graph.build('mobilenet_v1', notes);
}

interface Around {
  readonly graph: GraphBuilder;
  readonly form: WeightForm;
  readonly model: LiteModel;
}

function applied(around: Around, image: Tensor, operator: LiteOperator, name: string): Tensor {
  const { graph, form } = around;
  switch (operator.code) {
    case CONVOLUTION:
    case DEPTHWISE_CONVOLUTION: {
      const isDepthwise = operator.code === DEPTHWISE_CONVOLUTION;
      const result = convolve(graph, form, image, convolutionOf(around, operator, isDepthwise, name));
      const activation = operator.options?.byte(isDepthwise ? OPTION.depthwiseActivation : OPTION.activation);
      return activation === CUT_AT_SIX ? cutAtSix(graph, result) : result;
    }
    case AVERAGE_POOL:
      // Its window is all that is left of the image.
      return graph.apply('GlobalAveragePool', [image]);
    case RESHAPE:
    case SOFTMAX:
      return image;
    default:
      throw new Error(`The operator ${operator.code} is not converted.`);
  }
}

function convolutionOf(
  { model }: Around,
  { inputs: [, weightsAt = -1, biasAt = -1], options }: LiteOperator,
  isDepthwise: boolean,
  name: string,
): Convolution {
  if (options === undefined) throw new Error(`${name} is not told how to convolve.`);
  const { shape, numbers } = model.constant(weightsAt);
  const [first = 0, height = 0, width = 0, last = 0] = shape;
  return {
    name,
    // Kernels lie row by row with the channels innermost; those of one channel each lie side by side.
    ...(isDepthwise ? { outputs: last, inputs: first } : { outputs: first, inputs: last }),
    height,
    width,
    weights: permuted(numbers, shape, isDepthwise ? [3, 0, 1, 2] : [0, 3, 1, 2]),
    bias: model.constant(biasAt).numbers,
    strides: [options.integer(OPTION.strideDown), options.integer(OPTION.strideRight)],
    isPadded: options.byte(OPTION.padding) === PADDED,
  };
}
