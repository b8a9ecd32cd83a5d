import { z } from 'zod';
import { BaseExecutor, type FlowContext, succeed } from '../../../src/executors/index.ts';
import { noOp } from './no-op.ts';
import { lastOf, type Shape, type ShapeStep } from './shape.ts';

/** `noOp` as an executor. */
export class NoOp extends BaseExecutor<{ values: number[] }, { value: number }> {
  readonly name = 'no_op';
  override readonly configSchema = z.object({ values: z.array(z.number()) });

  async execute(_context: FlowContext, { values }: { values: number[] }) {
    return succeed({ value: await noOp(values) });
  }
}

/**
 * A graph as the text of a flow whose result is `value`.
 *
 * @param settings the flow's `config`, in braces
 */
export function noOpFlow(shape: Shape, settings = '{}'): string {
  return `name: no_ops
config: ${settings}
inputs:
  - {name: start, type: number}
steps:
${shape.steps.map(stepText).join('')}outputs:
  - name: value
    value: "{{ steps.${lastOf(shape)}.value }}"
`;
}

function stepText({ name, reads }: ShapeStep): string {
  const values = reads.length === 0 ? ['inputs.start'] : reads.map((read) => `steps.${read}.value`);
  return `  - name: ${name}
    executor: no_op
    config:
      values:
${values.map((value) => `        - "{{ ${value} }}"\n`).join('')}`;
}
