import { Flow } from 'flowed';
import type { BenchEngine } from '../bench-engine.ts';
import { noOp } from '../no-op.ts';
import { lastOf, type ShapeStep } from '../shape.ts';

const resolvers = {
  noOp: async (values: Record<string, number>) => ({ value: await noOp(Object.values(values)) }),
};

/** One task per step that requires what it reads by name. The flow is parsed once and reset before each run. */
export const flowed: BenchEngine = {
  name: 'flowed',
  prepare(shape) {
    const flow = new Flow({
      tasks: Object.fromEntries(shape.steps.map((step) => [step.name, taskOf(step)])),
    });
    const last = lastOf(shape);
    let isFresh = true;
    return async () => {
      if (!isFresh) flow.reset();
      isFresh = false;
      const results = await flow.start({ start: 0 }, [last], resolvers);
      return Number(results[last]);
    };
  },
};

function taskOf({ name, reads }: ShapeStep) {
  const requires = reads.length === 0 ? ['start'] : [...reads];
  const params = Object.fromEntries(requires.map((read) => [read, read]));
  return { requires, provides: [name], resolver: { name: 'noOp', params, results: { value: name } } };
}
