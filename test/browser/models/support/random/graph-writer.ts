import { valueInfo } from '../onnx-file.ts';
import { float, message, number, text } from '../protobuf.ts';

type Shape = readonly (number | string)[];
type Attribute = number | readonly number[] | string;

const TYPES = { float32: 1, int64: 7 } as const;

/**
 * Writes an ONNX graph of some nodes with random weights, by the numbers of fields in
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. The same seed gives the same bytes.
 */
export class GraphWriter {
  private readonly nodes: number[] = [];
  private readonly weights: number[] = [];
  private readonly inputs: number[] = [];
  private readonly outputs: number[] = [];
  private count = 0;
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  input(name: string, type: keyof typeof TYPES, shape: Shape): string {
    this.inputs.push(...message(11, valueInfo(name, { type: TYPES[type], shape })));
    return name;
  }

  /** Names a value of the graph as one of its outputs. */
  output(name: string, value: string, shape: Shape): void {
    this.node('Identity', [value], {}, name);
    this.outputs.push(...message(12, valueInfo(name, { type: TYPES.float32, shape })));
  }

  /** Random weights from -1 to 1. */
  random(...shape: number[]): string {
    const size = shape.reduce((product, side) => product * side, 1);
    const values = Float32Array.from({ length: size }, () => this.next() * 2 - 1);
    return this.tensor(1, shape, new Uint8Array(values.buffer));
  }

  /** Weights that are given. */
  given(values: readonly number[]): string {
    return this.tensor(1, [values.length], new Uint8Array(Float32Array.from(values).buffer));
  }

  /** Whole numbers, as some operators take them. */
  whole(...values: number[]): string {
    return this.tensor(7, [values.length], new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer));
  }

  node(
    operator: string,
    reads: readonly string[],
    attributes: Record<string, Attribute> = {},
    name = this.name(),
  ) {
    const written = Object.entries(attributes).flatMap(([key, value]) => message(5, attribute(key, value)));
    const parts = [...reads.flatMap((each) => text(1, each)), ...text(2, name), ...text(4, operator)];
    this.nodes.push(...message(1, [...parts, ...written]));
    return name;
  }

  file(): Blob {
    const graph = [...this.nodes, ...text(2, 'g'), ...this.weights, ...this.inputs, ...this.outputs];
    const opset = [...text(1, ''), ...number(2, 13)];
    return new Blob([Uint8Array.from([...number(1, 8), ...message(7, graph), ...message(8, opset)])]);
  }

  private tensor(type: number, shape: readonly number[], bytes: Uint8Array): string {
    const name = this.name();
    const dims = shape.flatMap((side) => number(1, side));
    this.weights.push(...message(5, [...dims, ...number(2, type), ...text(8, name), ...message(9, bytes)]));
    return name;
  }

  private name(): string {
    return `v${this.count++}`;
  }

  /** A linear congruential generator, with the constants of Numerical Recipes. */
  private next(): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.state / 2 ** 32;
  }
}

function attribute(key: string, value: Attribute): number[] {
  const named = text(1, key);
  if (typeof value === 'string') return [...named, ...text(4, value), ...number(20, 3)];
  if (typeof value !== 'number')
    return [...named, ...value.flatMap((each) => number(8, each)), ...number(20, 7)];
  if (Number.isInteger(value)) return [...named, ...number(3, value), ...number(20, 2)];
  return [...named, ...float(2, value), ...number(20, 1)];
}
