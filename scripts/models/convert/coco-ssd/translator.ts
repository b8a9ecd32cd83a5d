import type { WeightForm } from '../images/weight-form.ts';
import type { GraphBuilder, Tensor } from '../onnx/graph-builder.ts';
import { operators } from './operators.ts';
import type { GraphNode, TfjsGraph } from './tfjs-graph.ts';

/** What a node gives, translated. */
export interface Translated {
  readonly tensor: Tensor;
  /**
   * Whether it is an image: its channels lie one after the other here, where TensorFlow.js has them side by side in each
   * pixel, so that no image has to be turned for each convolution.
   */
  readonly isImage: boolean;
}

/** Translates nodes of a TensorFlow.js graph, and whatever they need, for images that come one at a time. */
export class Translator {
  readonly graph: GraphBuilder;
  readonly form: WeightForm;
  readonly #source: TfjsGraph;
  readonly #done: Map<string, Translated>;

  /** @param given what stands for nodes that are not to be translated */
  constructor(
    graph: GraphBuilder,
    form: WeightForm,
    source: TfjsGraph,
    given: ReadonlyMap<string, Translated>,
  ) {
    this.graph = graph;
    this.form = form;
    this.#source = source;
    this.#done = new Map(given);
  }

  /** What a node gives, by its name or that of one of its outputs. */
  of(name: string): Translated {
    const done = this.#done.get(name) ?? this.#translate(name);
    this.#done.set(name, done);
    return done;
  }

  /** The tensor that a node gives, in TensorFlow's own order of axes. */
  plain(name: string): Tensor {
    const { tensor, isImage } = this.of(name);
    return isImage ? this.graph.apply('Transpose', [tensor], { perm: [0, 2, 3, 1] }) : tensor;
  }

  /** The numbers of a node that is a constant, such as a kernel. */
  constant(name: string): { readonly shape: readonly number[]; readonly numbers: Float32Array } {
    const found = this.#source.constants.get(name);
    if (found === undefined || !(found.numbers instanceof Float32Array)) {
      throw new Error(`${name} is no constant of floats.`);
    }
    return { shape: found.shape, numbers: found.numbers };
  }

  isConstant(name: string): boolean {
    return this.#source.constants.has(name);
  }

  /** The whole numbers that a node gives, which are known before any image is: shapes, places and axes. */
  integers(name: string): number[] {
    const constant = this.#source.constants.get(name);
    if (constant !== undefined) return [...constant.numbers];
    const node = this.#node(name);
    if (node.operator === 'Pack') return node.inputs.flatMap((input) => this.integers(input));
    // Of a shape the graph only ever takes how many images there are.
    if (node.operator === 'StridedSlice') return [1];
    throw new Error(`${name} is no list of whole numbers.`);
  }

  #translate(name: string): Translated {
    if (this.isConstant(name)) {
      const { shape, numbers } = this.constant(name);
      return { tensor: this.graph.constant(name, 'float32', shape, numbers), isImage: false };
    }
    const [nodeName = '', output = '0'] = name.split(':');
    const node = this.#node(nodeName);
    const translate = Object.hasOwn(operators, node.operator) ? operators[node.operator] : undefined;
    if (translate === undefined) throw new Error(`The operator ${node.operator} is not converted.`);
    return translate(this, node, Number(output));
  }

  #node(name: string): GraphNode {
    const node = this.#source.nodes.get(name);
    if (node === undefined) throw new Error(`There is no node ${name}.`);
    return node;
  }
}
