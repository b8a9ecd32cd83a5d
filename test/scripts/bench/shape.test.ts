import { expect, test } from 'vitest';
import { chain, fan, layersOf, mesh, type Shape } from '../../bench/engine/shape.ts';

/** What the last step gives where every step adds one to the largest value it reads. */
function valueOfLast({ steps }: Shape): number {
  const values = new Map<string, number>();
  let last = 0;
  for (const { name, reads } of steps) {
    last = 1 + Math.max(0, ...reads.map((read) => values.get(read) ?? Number.NaN));
    values.set(name, last);
  }
  return last;
}

test.each([
  ['a chain', chain(10), 10, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
  ['a fan', fan(4), 6, [1, 4, 1]],
  ['a mesh', mesh(3, 2), 8, [1, 3, 3, 1]],
])('%s: its steps, its layers, its result', (_, shape, steps, layers) => {
  expect(shape.steps).toHaveLength(steps);
  expect(layersOf(shape).map(({ length }) => length)).toEqual(layers);
  expect(valueOfLast(shape)).toBe(shape.depth);
});

test('in a mesh each step reads two of the layer before, the last ones across the edge', () => {
  const reads = Object.fromEntries(mesh(3, 2).steps.map((step) => [step.name, step.reads]));
  expect(reads).toMatchObject({
    step_1_0: ['source'],
    step_2_0: ['step_1_0', 'step_1_1'],
    step_2_2: ['step_1_0', 'step_1_2'],
    sink: ['step_2_0', 'step_2_1', 'step_2_2'],
  });
});
