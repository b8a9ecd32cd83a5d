import { ClassicPreset, type GetSchemes, NodeEditor } from 'rete';
import { DataflowEngine } from 'rete-engine';
import type { BenchEngine } from '../bench-engine.ts';
import { noOp } from '../no-op.ts';
import type { ShapeStep } from '../shape.ts';

class Edge extends ClassicPreset.Connection<ClassicPreset.Node, ClassicPreset.Node> {}
type Schemes = GetSchemes<StepNode, Edge>;

const socket = new ClassicPreset.Socket('number');

class StepNode extends ClassicPreset.Node {
  private readonly isFirst: boolean;

  constructor({ name, reads }: ShapeStep) {
    super(name);
    this.isFirst = reads.length === 0;
    for (const read of reads) this.addInput(read, new ClassicPreset.Input(socket));
    this.addOutput('value', new ClassicPreset.Output(socket));
  }

  async data(inputs: Record<string, number[]>): Promise<{ value: number }> {
    return { value: await noOp(this.isFirst ? [0] : Object.values(inputs).flat()) };
  }
}

/** One node per step in an editor. Its cache of values is emptied before each run, and the last node is asked. */
export const reteEngine: BenchEngine = {
  name: 'rete-engine',
  async prepare({ steps }) {
    const editor = new NodeEditor<Schemes>();
    const engine = new DataflowEngine<Schemes>();
    editor.use(engine);
    const nodes = new Map<string, StepNode>();
    let last = '';
    for (const step of steps) {
      const node = new StepNode(step);
      nodes.set(step.name, node);
      await editor.addNode(node);
      for (const read of step.reads) {
        const source = nodes.get(read);
        if (source === undefined) throw new Error(`"${read}" has to stand before "${step.name}".`);
        await editor.addConnection(new Edge(source, 'value', node, read));
      }
      last = node.id;
    }
    return async () => {
      engine.reset();
      const { value } = await engine.fetch<StepNode>(last);
      return value;
    };
  },
};
