import { z } from 'zod';
import { type FlowResult, FlowRunner, type RunEvent } from '../../../../src/engine/index.ts';
import {
  BaseExecutor,
  ExecutorRegistry,
  type FlowContext,
  succeed,
} from '../../../../src/executors/index.ts';
import type { FlowSource, LoadedFlow } from '../../../../src/flow/index.ts';
import type { BenchEngine, PreparedRun } from '../bench-engine.ts';
import { noOp } from '../no-op.ts';
import { lastOf, type Shape, type ShapeStep } from '../shape.ts';

class NoOp extends BaseExecutor<{ values: number[] }, { value: number }> {
  readonly name = 'no_op';
  override readonly configSchema = z.object({ values: z.array(z.number()) });

  async execute(_context: FlowContext, { values }: { values: number[] }) {
    return succeed({ value: await noOp(values) });
  }
}

/** This engine as a page uses it that runs a flow again and again: read and checked once. */
export const promptflow: BenchEngine = {
  name: 'promptflow',
  prepare(shape) {
    const runner = newRunner();
    return runOf(shape, runner, runner.loadFlow(flowText(shape)));
  },
};

/** The same with the YAML text handed in at each run: reading, checking and planning are counted. */
export const promptflowFromText: BenchEngine = {
  name: 'promptflow-from-text',
  prepare: (shape) => runOf(shape, newRunner(), flowText(shape)),
};

function newRunner(): FlowRunner {
  return new FlowRunner(new ExecutorRegistry().register('no_op', NoOp));
}

/** Tracing and cancellation are on: every event is kept, and each run has a signal of its own. */
function runOf({ steps }: Shape, runner: FlowRunner, source: FlowSource | LoadedFlow): PreparedRun {
  return async () => {
    const trace: RunEvent[] = [];
    const result = await runner.executeFlow(
      source,
      { start: 0 },
      { signal: new AbortController().signal, onEvent: (event) => trace.push(event) },
    );
    // The run's own two, and the start and the end of each step.
    if (trace.length < 2 + 2 * steps.length) throw new Error(`Only ${trace.length} events were told.`);
    return resultOf(result);
  };
}

function resultOf({ error, outputs }: FlowResult): number {
  if (error !== undefined) throw error;
  return Number(outputs['value']);
}

function flowText(shape: Shape): string {
  return `name: no_ops
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
