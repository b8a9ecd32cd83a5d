import { GraphBuilder, type Tensor } from '../onnx/graph-builder.ts';
import { elementTypes, type OnnxModel } from '../onnx/onnx-model.ts';
import type { Checkpoint, Layer, Matrix } from './checkpoint.ts';
import type { MatrixForm } from './matrix-form.ts';

const EPSILON = 1e-5;
const TURN_BASE = 10_000;
/** Far enough below every score that softmax makes nothing of it. */
const HIDDEN = -1e9;
/** The largest end that a slice can have: all that is there. */
const TO_THE_END = 2 ** 31 - 1;

/**
 * A Llama as a graph, under the names that transformers.js knows: `input_ids`, `attention_mask`, `position_ids`, how many
 * tokens at the end are asked for a next one (`num_logits_to_keep`, 0 for all) and the keys and values of earlier tokens
 * in; `logits` and all keys and values out.
 */
export function llamaGraph(
  checkpoint: Checkpoint,
  formOf: (graph: GraphBuilder) => MatrixForm,
  notes: OnnxModel['notes'],
): OnnxModel {
  const { embedding, layers, finalNorm, vocabularySize } = checkpoint;
  const graph = new GraphBuilder();
  const form = formOf(graph);
  const [batch, now, all] = ['batch_size', 'sequence_length', 'total_sequence_length'];
  const tokens = graph.input('input_ids', 'int64', [batch, now]);
  const mask = graph.input('attention_mask', 'int64', [batch, all]);
  const positions = graph.input('position_ids', 'int64', [batch, now]);
  const asked = graph.input('num_logits_to_keep', 'int64', []);

  const turn = turner(graph, checkpoint, positions);
  const hide = hider(graph, tokens, mask);
  let states = form.rows(tokens, embedding, 'embedding');
  for (const [at, layer] of layers.entries()) {
    const around = { graph, form, checkpoint, turn, hide };
    states = graph.apply('Add', [states, attention(around, states, layer, at)]);
    states = graph.apply('Add', [states, feedForward(around, states, layer, `layers.${at}`)]);
  }
  const last = lastOnes(graph, normalised(graph, states, finalNorm, 'norm'), asked);
  const logits = form.multiply(last, embedding, 'embedding', 'logits');
  graph.output(logits, [batch, 'asked_length', vocabularySize]);
  for (const [at] of layers.entries()) {
    const shape = [batch, checkpoint.heads, all, checkpoint.headWidth];
    graph.output(`present.${at}.key`, shape);
    graph.output(`present.${at}.value`, shape);
  }
  return graph.build('llama', notes);
}

interface Around {
  readonly graph: GraphBuilder;
  readonly form: MatrixForm;
  readonly checkpoint: Checkpoint;
  readonly turn: (states: Tensor) => Tensor;
  readonly hide: (scores: Tensor) => Tensor;
}

function attention(around: Around, states: Tensor, layer: Layer, at: number): Tensor {
  const { graph, form, checkpoint, turn, hide } = around;
  const { heads, headWidth, width } = checkpoint;
  const input = normalised(graph, states, layer.attentionNorm, `layers.${at}.attention_norm`);
  const inHeads = (matrix: Matrix, name: string): Tensor => {
    const product = form.multiply(input, matrix, `layers.${at}.${name}`);
    const parts = graph.apply('Reshape', [product, graph.integers(0, 0, heads, headWidth)]);
    return graph.apply('Transpose', [parts], { perm: [0, 2, 1, 3] });
  };
  const withEarlier = (part: Tensor, name: string): Tensor => {
    const shape = ['batch_size', heads, 'past_sequence_length', headWidth];
    const earlier = graph.input(`past_key_values.${at}.${name}`, 'float32', shape);
    return graph.apply('Concat', [earlier, part], { axis: 2 }, `present.${at}.${name}`);
  };
  const query = turn(inHeads(halvesTogether(layer.query, checkpoint), 'query'));
  const keys = withEarlier(turn(inHeads(halvesTogether(layer.key, checkpoint), 'key')), 'key');
  const values = withEarlier(inHeads(layer.value, 'value'), 'value');

  const turned = graph.apply('Transpose', [keys], { perm: [0, 1, 3, 2] });
  const scaled = graph.apply('Mul', [query, graph.number(1 / Math.sqrt(headWidth))]);
  const scores = hide(graph.apply('MatMul', [scaled, turned]));
  const seen = graph.apply('MatMul', [graph.apply('Softmax', [scores], { axis: -1 }), values]);
  const side = graph.apply('Transpose', [seen], { perm: [0, 2, 1, 3] });
  const joined = graph.apply('Reshape', [side, graph.integers(0, 0, width)]);
  return form.multiply(joined, layer.attentionOutput, `layers.${at}.attention_output`);
}

function feedForward({ graph, form }: Around, states: Tensor, layer: Layer, name: string): Tensor {
  const input = normalised(graph, states, layer.feedForwardNorm, `${name}.feed_forward_norm`);
  const gate = form.multiply(input, layer.gate, `${name}.gate`);
  const open = graph.apply('Mul', [gate, graph.apply('Sigmoid', [gate])]);
  const hidden = graph.apply('Mul', [open, form.multiply(input, layer.up, `${name}.up`)]);
  return form.multiply(hidden, layer.down, `${name}.down`);
}

/** The states of so many tokens at the end. A head for each of 32,000 tokens is most of the work of a long prompt. */
function lastOnes(graph: GraphBuilder, states: Tensor, count: Tensor): Tensor {
  // Counted from the end; 0 is the beginning.
  const from = graph.apply('Reshape', [graph.apply('Neg', [count]), graph.integers(1)]);
  return graph.apply('Slice', [states, from, graph.integers(TO_THE_END), graph.integers(1)]);
}

/** Makes the root mean square of each state 1, then weighs its numbers. */
function normalised(graph: GraphBuilder, states: Tensor, weights: Float32Array, name: string): Tensor {
  const squares = graph.apply('Pow', [states, graph.number(2)]);
  const mean = graph.apply('ReduceMean', [squares], { axes: [-1], keepdims: 1 });
  const root = graph.apply('Sqrt', [graph.apply('Add', [mean, graph.number(EPSILON)])]);
  const scale = graph.constant(name, 'float32', [weights.length], weights);
  return graph.apply('Mul', [graph.apply('Div', [states, root]), scale]);
}

/** Turns pairs of numbers by an angle that grows with the position: RoPE. A pair is a number of each half of a head. */
function turner(
  graph: GraphBuilder,
  { headWidth }: Checkpoint,
  positions: Tensor,
): (states: Tensor) => Tensor {
  const half = headWidth / 2;
  const speeds = Float32Array.from({ length: half }, (_, at) => TURN_BASE ** ((-2 * at) / headWidth));
  const turns = graph.constant('turns', 'float32', [half], speeds);
  const places = graph.apply('Cast', [positions], { to: elementTypes.float32 });
  // From [batch, now] to [batch, 1, now, 1]: the same for all heads.
  const angles = graph.apply('Mul', [graph.apply('Unsqueeze', [places, graph.integers(1, 3)]), turns]);
  const [cosine, sine] = [graph.apply('Cos', [angles]), graph.apply('Sin', [angles])];
  const part = (states: Tensor, from: number, to: number): Tensor =>
    graph.apply('Slice', [states, graph.integers(from), graph.integers(to), graph.integers(3)]);
  return (states) => {
    const [first, second] = [part(states, 0, half), part(states, half, headWidth)];
    const product = (a: Tensor, b: Tensor): Tensor => graph.apply('Mul', [a, b]);
    const real = graph.apply('Sub', [product(first, cosine), product(second, sine)]);
    const imaginary = graph.apply('Add', [product(first, sine), product(second, cosine)]);
    return graph.apply('Concat', [real, imaginary], { axis: 3 });
  };
}

/** llama2.c turns neighbours as a pair; here a pair lies half a head apart, so that a half is one piece of memory. */
function halvesTogether(matrix: Matrix, { heads, headWidth }: Checkpoint): Matrix {
  const { inputs, weights } = matrix;
  const sorted = new Float32Array(weights.length);
  for (let head = 0; head < heads; head++) {
    for (let at = 0; at < headWidth; at++) {
      const to = (at % 2) * (headWidth / 2) + Math.floor(at / 2);
      const row = (head * headWidth + at) * inputs;
      sorted.set(weights.subarray(row, row + inputs), (head * headWidth + to) * inputs);
    }
  }
  return { ...matrix, weights: sorted };
}

/** Hides from each token those that come after it, and those that the mask leaves out. */
function hider(graph: GraphBuilder, tokens: Tensor, mask: Tensor): (scores: Tensor) => Tensor {
  const lengthOf = (tensor: Tensor): Tensor =>
    graph.apply('Gather', [graph.apply('Shape', [tensor]), graph.integer(1)]);
  const places = (from: Tensor, to: Tensor): Tensor => graph.apply('Range', [from, to, graph.integer(1)]);
  const all = lengthOf(mask);
  const earlier = graph.apply('Sub', [all, lengthOf(tokens)]);
  const lookers = graph.apply('Unsqueeze', [places(earlier, all), graph.integers(1)]);
  const isBefore = graph.apply('LessOrEqual', [places(graph.integer(0), all), lookers]);
  const isGiven = graph.apply('Unsqueeze', [
    graph.apply('Cast', [mask], { to: elementTypes.bool }),
    graph.integers(1, 2),
  ]);
  const isSeen = graph.apply('And', [isBefore, isGiven]);
  const added = graph.apply('Where', [isSeen, graph.number(0), graph.number(HIDDEN)]);
  return (scores) => graph.apply('Add', [scores, added]);
}
