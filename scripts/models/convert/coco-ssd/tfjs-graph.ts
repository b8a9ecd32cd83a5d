import { z } from 'zod';

const graphFile = z.object({
  modelTopology: z.object({
    node: z.array(
      z.object({
        name: z.string(),
        op: z.string(),
        input: z.array(z.string()).default([]),
        attr: z.record(z.string(), z.unknown()).default({}),
      }),
    ),
  }),
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(
        z.object({ name: z.string(), shape: z.array(z.int()), dtype: z.enum(['float32', 'int32']) }),
      ),
    }),
  ),
});

export interface GraphNode {
  readonly name: string;
  readonly operator: string;
  /** Names of nodes, some with a colon and which of its outputs. */
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface GraphConstant {
  readonly shape: readonly number[];
  readonly numbers: Float32Array | Int32Array;
}

/** A graph of TensorFlow.js: its nodes, and the numbers of those that are constants. */
export interface TfjsGraph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly constants: ReadonlyMap<string, GraphConstant>;
}

/**
 * Reads a model of TensorFlow.js: `model.json` and the files of weights that it names, which are one long list of
 * numbers that was cut anywhere.
 */
export function readTfjsGraph(json: Uint8Array, fileOf: (path: string) => Uint8Array): TfjsGraph {
  const { modelTopology, weightsManifest } = graphFile.parse(JSON.parse(new TextDecoder().decode(json)));
  const constants = new Map<string, GraphConstant>();
  for (const { paths, weights } of weightsManifest) {
    const bytes = joined(paths.map(fileOf));
    let at = 0;
    for (const { name, shape, dtype } of weights) {
      const count = shape.reduce((product, size) => product * size, 1);
      const Numbers = dtype === 'float32' ? Float32Array : Int32Array;
      constants.set(name, { shape, numbers: new Numbers(bytes.buffer, at, count) });
      at += 4 * count;
    }
    if (at !== bytes.length) throw new Error(`The weights have ${bytes.length - at} bytes too many.`);
  }
  const nodes = modelTopology.node.map(({ name, op, input, attr }) => ({
    name,
    operator: op,
    inputs: input,
    attributes: attr,
  }));
  return { nodes: new Map(nodes.map((node) => [node.name, node])), constants };
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
