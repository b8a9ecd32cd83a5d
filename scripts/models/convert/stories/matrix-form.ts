import type { GraphBuilder, Tensor } from '../onnx/graph-builder.ts';
import { elementTypes } from '../onnx/onnx-model.ts';
import { roundChannels } from '../quantisation/round-channels.ts';
import type { Matrix } from './checkpoint.ts';
import { transposed } from './transposed.ts';

/** Of a byte on each side of zero, which is in the middle: the runtime multiplies bytes without a sign. */
const STEPS = 127;
const ZERO = 128;
/** A row of zeros has no largest number to be measured by. */
const SMALLEST = 1e-9;

/** How matrices lie in the file, and how the graph computes with them. */
export interface MatrixForm {
  /** Multiplies what comes in with a matrix: `[…, inputs]` becomes `[…, outputs]`. */
  multiply(input: Tensor, matrix: Matrix, name: string, resultName?: string): Tensor;
  /** Looks up rows of a matrix: `[…]` of numbers of rows becomes `[…, inputs]`. */
  rows(numbers: Tensor, matrix: Matrix, name: string): Tensor;
}

/** As 32-bit floats: exactly what the checkpoint holds. */
export function floatForm(graph: GraphBuilder): MatrixForm {
  const laid = layOnce(({ outputs, inputs, weights }, name) =>
    graph.constant(name, 'float32', [inputs, outputs], transposed(weights, outputs, inputs)),
  );
  return {
    multiply: (input, matrix, name, resultName) =>
      graph.apply('MatMul', [input, laid(matrix, name)], {}, resultName),
    rows: (numbers, matrix, name) => columnsOf(graph, laid(matrix, name), numbers),
  };
}

/**
 * As bytes with a scale for each output, a quarter of the size. What comes in is rounded to bytes too while it runs, and
 * whole numbers are multiplied.
 */
export function byteForm(graph: GraphBuilder): MatrixForm {
  const laid = layOnce(({ outputs, inputs, weights }, name) => {
    const { bytes, scales } = roundChannels(weights, outputs);
    return {
      bytes: graph.constant(name, 'int8', [inputs, outputs], transposed(bytes, outputs, inputs)),
      scales: graph.constant(`${name}.scales`, 'float32', [outputs], scales),
    };
  });
  const roundedInputs = new Map<Tensor, RoundedRows>();
  const rounded = (input: Tensor): RoundedRows => {
    const made = roundedInputs.get(input) ?? roundRows(graph, input);
    roundedInputs.set(input, made);
    return made;
  };
  return {
    multiply(input, matrix, name, resultName) {
      const { bytes, scales } = laid(matrix, name);
      const rows = rounded(input);
      const product = graph.apply('MatMulInteger', [rows.bytes, bytes, rows.zero]);
      const inSteps = graph.apply('Mul', [toFloats(graph, product), scales]);
      return graph.apply('Mul', [inSteps, rows.scales], {}, resultName);
    },
    rows(numbers, matrix, name) {
      const { bytes, scales } = laid(matrix, name);
      const found = toFloats(graph, columnsOf(graph, bytes, numbers));
      const scale = graph.apply('Gather', [scales, numbers]);
      return graph.apply('Mul', [found, graph.apply('Unsqueeze', [scale, graph.integers(-1)])]);
    },
  };
}

interface RoundedRows {
  readonly bytes: Tensor;
  /** What a step of a byte is worth, a number for each row. */
  readonly scales: Tensor;
  readonly zero: Tensor;
}

/**
 * Rounds each row by its own largest number. The operator that rounds a tensor as a whole will not do: the first token
 * of a text has numbers so large that beside them nothing is left of the others.
 */
function roundRows(graph: GraphBuilder, input: Tensor): RoundedRows {
  const largest = graph.apply('ReduceMax', [graph.apply('Abs', [input])], { axes: [-1], keepdims: 1 });
  const notZero = graph.apply('Max', [largest, graph.number(SMALLEST)]);
  const scales = graph.apply('Div', [notZero, graph.number(STEPS)]);
  const steps = graph.apply('Round', [graph.apply('Div', [input, scales])]);
  const shifted = graph.apply('Add', [steps, graph.number(ZERO)]);
  const bytes = graph.apply('Cast', [shifted], { to: elementTypes.uint8 });
  return { bytes, scales, zero: graph.byte(ZERO) };
}

/** Rows of a matrix are columns here, since it lies the way that multiplying reads it. */
function columnsOf(graph: GraphBuilder, table: Tensor, numbers: Tensor): Tensor {
  const found = graph.apply('Gather', [table, numbers], { axis: 1 });
  return graph.apply('Transpose', [found], { perm: [1, 2, 0] });
}

function toFloats(graph: GraphBuilder, tensor: Tensor): Tensor {
  return graph.apply('Cast', [tensor], { to: elementTypes.float32 });
}

/** The embedding is used at both ends, and lies in the file once. */
function layOnce<Laid>(lay: (matrix: Matrix, name: string) => Laid): (matrix: Matrix, name: string) => Laid {
  const made = new Map<Matrix, Laid>();
  return (matrix, name) => {
    const laid = made.get(matrix) ?? lay(matrix, name);
    made.set(matrix, laid);
    return laid;
  };
}
