import { type FlowResult, FlowRunner, type RunEvent } from '../../../../src/engine/index.ts';
import { ExecutorRegistry } from '../../../../src/executors/index.ts';
import type { FlowSource, LoadedFlow } from '../../../../src/flow/index.ts';
import type { BenchEngine, PreparedRun } from '../bench-engine.ts';
import { NoOp, noOpFlow } from '../no-op-flow.ts';
import type { Shape } from '../shape.ts';

/** This engine as a page uses it that runs a flow again and again: read and checked once. */
export const promptflow: BenchEngine = {
  name: 'promptflow',
  prepare(shape) {
    const runner = newRunner();
    return runOf(shape, runner, runner.loadFlow(noOpFlow(shape)));
  },
};

/** The same with the YAML text handed in at each run: reading, checking and planning are counted. */
export const promptflowFromText: BenchEngine = {
  name: 'promptflow-from-text',
  prepare: (shape) => runOf(shape, newRunner(), noOpFlow(shape)),
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
