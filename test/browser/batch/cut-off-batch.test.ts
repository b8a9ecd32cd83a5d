import { afterEach, expect, test } from 'vitest';
import type { FlowResult } from '../../../src/engine/index.ts';
import { closeEngines, cutOff, openEngine, startsOf } from '../storage/cut-off.ts';
import { callsIn, childOf } from '../storage/stored.ts';

/** Rows, so many to a batch. The first batches are done at once; the first row after them ends in its second call. */
const ROWS = 12;
const SIZE = 3;
const QUICK = SIZE * 2;

const numbers = Array.from({ length: ROWS }, (_, n) => n);
const list = JSON.stringify(numbers.map((n) => ({ n: String(n) })));
const table = `{filename: rows.csv, content: "n,t\\n${numbers.map((n) => `${n},x\\n`).join('')}"}`;

/** Each row leaves a note when it is worked on; then another step reads what came of them. */
function flow(items: string, more: string): string {
  return `name: rows
steps:
  - name: batch
    executor: batch_processor
    config:
      items: ${items}
      executor: witness
      config: {label: "{{ item.n }}", hangs: "{{ 1 if item.n | int == ${QUICK} else 0 }}"}
      result: {n: "{{ item.n }}", said: "{{ outputs.label }}"}
      batch_size: ${SIZE}
      ${more}
  - name: read
    executor: batch_processor
    config: {items: "{{ steps.batch.results | default(steps.batch.results_file) }}", result: "{{ item }}"}
`;
}

afterEach(closeEngines);

test.each([
  ['a list, one after the other', list, 'parallel_processing: false'],
  ['a file, in parallel', table, 'results_to: jsonl'],
  ['a file, one after the other', table, 'results_to: csv\n      parallel_processing: false'],
])('%s: what was done before the page was closed is not done again', async (_, items, more) => {
  const { id, result } = await cutOffAndFollow(flow(items, more));
  expect(result.steps).toMatchObject({
    batch: { attempts: 2, outputs: { total_processed: ROWS, failed: 0 }, metadata: { resumed_items: QUICK } },
    read: { outputs: { results: numbers.map((n) => ({ n: String(n), said: String(n) })) } },
  });
  await expectDoneOnce(id);
});

async function cutOffAndFollow(text: string): Promise<{ id: string; result: FlowResult }> {
  const isInRow = async (run: string): Promise<boolean> =>
    (await callsIn(run)).includes(`${QUICK} 1`) && (await startsOf('batch', run)) === 1;
  const id = await cutOff(text, isInRow);
  return { id, result: await (await openEngine()).followRun(id) };
}

async function expectDoneOnce(id: string): Promise<void> {
  const calls = await callsIn(id);
  const timesOf = (call: string): number => calls.filter((each) => each === call).length;
  for (const n of numbers) {
    const isQuick = n < QUICK;
    if (isQuick) expect(timesOf(`${n} 1`)).toBe(1);
    expect(timesOf(`${n} 2`), `row ${n} in the second attempt`).toBe(isQuick ? 0 : 1);
  }
}

test('of flows that rows run none is written down: a later attempt could not tell them apart', async () => {
  const engine = await openEngine();
  const { executionId, steps } = await engine.executeFlow(
    `name: rows
steps:
  - name: batch
    executor: batch_processor
    config:
      items: [1, 2]
      executor: flow
      config: {flow: {name: inner, inputs: [{name: x, type: integer}], steps: [], outputs: [{name: y, value: "{{ inputs.x + 1 }}"}]}, inputs: {x: "{{ item }}"}}
`,
    {},
  );
  expect(steps['batch']?.outputs).toMatchObject({ results: [{ y: 2 }, { y: 3 }] });
  expect(await childOf(executionId)).toBeUndefined();
});
