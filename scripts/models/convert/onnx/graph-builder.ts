import type { ElementType, OnnxConstant, OnnxModel, OnnxNode, OnnxValue } from './onnx-model.ts';

/** The name of a tensor in the graph. */
export type Tensor = string;

type Attributes = OnnxNode['attributes'];

/** Puts a graph together, an operator at a time, in the order in which it is computed. */
export class GraphBuilder {
  readonly #nodes: OnnxNode[] = [];
  readonly #constants = new Map<string, OnnxConstant>();
  readonly #inputs: OnnxValue[] = [];
  readonly #outputs: OnnxValue[] = [];

  input(name: string, type: ElementType, shape: OnnxValue['shape']): Tensor {
    this.#inputs.push({ name, type, shape });
    return name;
  }

  /** Says that a tensor comes out. It was given its name where it was made. */
  output(name: Tensor, shape: OnnxValue['shape']): void {
    this.#outputs.push({ name, type: 'float32', shape });
  }

  /**
   * Applies an operator that gives one tensor.
   *
   * @param name what the tensor is called where it comes out of the model
   */
  apply(operator: string, inputs: readonly Tensor[], attributes: Attributes = {}, name?: string): Tensor {
    const output = name ?? `${operator}_${this.#nodes.length}`;
    this.#nodes.push({ operator, inputs, outputs: [output], attributes });
    return output;
  }

  /** Rounds floats to bytes, by what the largest and the smallest of them are; gives the bytes, their scale and their zero. */
  roundToBytes(input: Tensor): readonly [bytes: Tensor, scale: Tensor, zero: Tensor] {
    const at = this.#nodes.length;
    const outputs = [`Bytes_${at}`, `Scale_${at}`, `Zero_${at}`] as const;
    this.#nodes.push({ operator: 'DynamicQuantizeLinear', inputs: [input], outputs, attributes: {} });
    return outputs;
  }

  /** Weights, under a name of their own. */
  constant(name: string, type: ElementType, shape: readonly number[], data: OnnxConstant['data']): Tensor {
    const size = shape.reduce((product, each) => product * each, 1);
    if (data.length !== size) throw new Error(`${name} has ${data.length} numbers, and room for ${size}.`);
    if (this.#constants.has(name)) throw new Error(`There are two constants ${name}.`);
    this.#constants.set(name, { name, type, shape, data });
    return name;
  }

  /** A number by itself. The same number is kept once. */
  number(value: number): Tensor {
    return this.#once(`float_${value}`, 'float32', [], Float32Array.of(value));
  }

  /** A byte without a sign. */
  byte(value: number): Tensor {
    return this.#once(`byte_${value}`, 'uint8', [], Uint8Array.of(value));
  }

  /** A whole number by itself, for operators that want one as a tensor. */
  integer(value: number): Tensor {
    return this.#once(`integer_${value}`, 'int64', [], BigInt64Array.of(BigInt(value)));
  }

  /** A list of whole numbers, such as a shape. */
  integers(...values: readonly number[]): Tensor {
    const data = BigInt64Array.from(values, (value) => BigInt(value));
    return this.#once(`integers_${values.join('_')}`, 'int64', [values.length], data);
  }

  build(name: string, notes: OnnxModel['notes']): OnnxModel {
    return {
      name,
      nodes: this.#nodes,
      constants: [...this.#constants.values()],
      inputs: this.#inputs,
      outputs: this.#outputs,
      notes,
    };
  }

  #once(name: string, type: ElementType, shape: readonly number[], data: OnnxConstant['data']): Tensor {
    return this.#constants.has(name) ? name : this.constant(name, type, shape, data);
  }
}
