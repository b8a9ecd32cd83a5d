import { Annotation, END, START, StateGraph } from '@langchain/langgraph/web';
import type { BenchEngine } from '../bench-engine.ts';
import { noOp } from '../no-op.ts';
import { lastOf, type Shape, type ShapeStep } from '../shape.ts';

type Values = Record<string, number>;

/**
 * One node and one channel per step. Each node declares the channels it reads as its input: without that it is given
 * the whole state, which takes longer with every step. Compiled once, without a checkpointer.
 */
export const langgraph: BenchEngine = {
  name: 'langgraph',
  prepare(shape) {
    const last = lastOf(shape);
    const graph = compiled(shape);
    // A layer of steps is one round of LangGraph, and it stops after 25 of them where nothing else is said.
    const options = { recursionLimit: shape.depth + 10 };
    return async () => {
      const state: Values = await graph.invoke({ start: 0 }, options);
      return state[last] ?? Number.NaN;
    };
  },
};

function compiled(shape: Shape) {
  const { steps } = shape;
  const last = lastOf(shape);
  const graph = new StateGraph({
    stateSchema: channels(['start', ...steps.map(({ name }) => name)]),
    input: channels(['start']),
    output: channels([last]),
  });
  // The graph's own type lists its nodes by name; here they are known only when it runs.
  const open = graph as unknown as OpenGraph;
  for (const step of steps) addStep(open, step);
  open.addEdge(nodeOf(last), END);
  return graph.compile();
}

interface OpenGraph {
  addNode(name: string, run: (state: Values) => Promise<Values>, options: { input: unknown }): void;
  addEdge(from: string | string[], to: string): void;
}

function addStep(graph: OpenGraph, { name, reads }: ShapeStep): void {
  const read = reads.length === 0 ? ['start'] : reads;
  const run = async (state: Values): Promise<Values> => ({
    [name]: await noOp(read.map((key) => state[key] ?? Number.NaN)),
  });
  graph.addNode(nodeOf(name), run, { input: channels(read) });
  // A list of several waits for all of them; one by one, the node would run once for each.
  const [only, ...others] = reads;
  if (only === undefined) graph.addEdge(START, nodeOf(name));
  else graph.addEdge(others.length === 0 ? nodeOf(only) : reads.map(nodeOf), nodeOf(name));
}

function channels(names: readonly string[]) {
  return Annotation.Root(Object.fromEntries(names.map((name) => [name, Annotation<number>()])));
}

/** A node may not have the name of a channel. */
function nodeOf(step: string): string {
  return `run_${step}`;
}
