import { ByteBuffer } from 'flatbuffers';
import { FlatTable } from './flat-table.ts';

/** One operator of a TensorFlow Lite file, with what it is told. */
export interface LiteOperator {
  /** Its number among the operators of TensorFlow Lite. */
  readonly code: number;
  readonly inputs: readonly number[];
  /** Empty where it needs to be told nothing. */
  readonly options: FlatTable | undefined;
}

export interface LiteModel {
  readonly operators: readonly LiteOperator[];
  /** The floats of a tensor that the file holds. */
  constant(tensor: number): { readonly shape: readonly number[]; readonly numbers: Float32Array };
}

// Places of fields in https://github.com/tensorflow/tensorflow/blob/master/tensorflow/lite/schema/schema.fbs
const MODEL = { operatorCodes: 1, graphs: 2, buffers: 4 };
const OPERATOR_CODE = { code: 0 };
const GRAPH = { tensors: 0, operators: 3 };
const OPERATOR = { code: 0, inputs: 1, options: 4 };
const TENSOR = { shape: 0, type: 1, buffer: 2 };
const BUFFER = { data: 0 };
const FLOATS = 0;

/** Reads the operators and constants of a TensorFlow Lite file of one graph. */
export function readTflite(bytes: Uint8Array): LiteModel {
  const model = FlatTable.root(new ByteBuffer(bytes));
  const [graph] = model.tables(MODEL.graphs);
  if (graph === undefined) throw new Error('There is no graph in the file.');
  const codes = model.tables(MODEL.operatorCodes).map((code) => code.byte(OPERATOR_CODE.code));
  const tensors = graph.tables(GRAPH.tensors);
  const buffers = model.tables(MODEL.buffers);
  return {
    operators: graph.tables(GRAPH.operators).map((operator) => ({
      code: codes[operator.integer(OPERATOR.code)] ?? -1,
      inputs: operator.integers(OPERATOR.inputs),
      options: operator.table(OPERATOR.options),
    })),
    constant(at) {
      const tensor = tensors[at];
      const data = tensor && buffers[tensor.integer(TENSOR.buffer)]?.bytes(BUFFER.data);
      if (tensor === undefined || data === undefined) throw new Error(`There is no constant ${at}.`);
      if (tensor.byte(TENSOR.type) !== FLOATS) throw new Error(`The constant ${at} is not of floats.`);
      // A copy, since floats have to begin at a multiple of four.
      return { shape: tensor.integers(TENSOR.shape), numbers: new Float32Array(new Uint8Array(data).buffer) };
    },
  };
}
