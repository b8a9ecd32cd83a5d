import { assign, createActor, fromPromise, setup, toPromise } from 'xstate';
import type { BenchEngine } from '../bench-engine.ts';
import { noOp } from '../no-op.ts';
import { lastOf, layersOf, type ShapeStep } from '../shape.ts';

type Values = Record<string, number>;

const machines = setup({
  types: { context: {} as Values, output: {} as number },
  actors: { noOp: fromPromise(({ input }: { input: number[] }) => noOp(input)) },
});

/**
 * One state per step that invokes a promise actor; steps that could run at once are regions of a parallel state.
 * The context holds only what the next layer reads, by the step's place in its layer: it is copied at every change,
 * and a key per step would make that copy longer with every step.
 */
export const xstate: BenchEngine = {
  name: 'xstate',
  // Every end of a region goes through all regions.
  slowOn: ['fan-1000'],
  prepare(shape) {
    const layers = layersOf(shape);
    const slots = new Map(
      layers.flatMap((steps) => steps.map(({ name }, place) => [name, `value_${place}`] as const)),
    );
    const slotOf = (name: string): string => slots.get(name) ?? '';
    const invoke = (step: ShapeStep, target: string) => ({
      src: 'noOp' as const,
      input: ({ context }: { context: Values }) => inputOf(step, context, slotOf),
      onDone: {
        target,
        actions: assign(({ event }: { event: { output: number } }) => ({
          [slotOf(step.name)]: event.output,
        })),
      },
    });
    const states = layers.map((steps, place) => {
      const next = `layer_${place + 1}`;
      const [only] = steps;
      if (only !== undefined && steps.length === 1) return [`layer_${place}`, { invoke: invoke(only, next) }];
      const regions = steps.map((step) => [
        step.name,
        {
          initial: 'running',
          states: { running: { invoke: invoke(step, 'over') }, over: { type: 'final' } },
        },
      ]);
      return [`layer_${place}`, { type: 'parallel', onDone: next, states: Object.fromEntries(regions) }];
    });
    const machine = machines.createMachine({
      context: {},
      initial: 'layer_0',
      states: { ...Object.fromEntries(states), [`layer_${layers.length}`]: { type: 'final' } },
      output: ({ context }) => context[slotOf(lastOf(shape))] ?? Number.NaN,
    });
    return () => toPromise(createActor(machine).start());
  },
};

function inputOf({ reads }: ShapeStep, context: Values, slotOf: (name: string) => string): number[] {
  return reads.length === 0 ? [0] : reads.map((read) => context[slotOf(read)] ?? Number.NaN);
}
