import { expect, test } from 'vitest';
import { RunReporter } from '../../src/cli/run-reporter.ts';
import { FlowRunner } from '../../src/engine/index.ts';
import { builtinRegistry } from '../../src/executors/builtin.ts';

/** What is told of a run on the real engine; times are cut out. */
async function told(flow: string, answer?: (runner: FlowRunner, executionId: string) => void) {
  const lines: string[] = [];
  const runner = new FlowRunner(builtinRegistry());
  const reporter = new RunReporter((line) => lines.push(line.replace(/\d+\.\d\d s/, 'T s')));
  await runner.executeFlow(
    flow,
    {},
    {
      onEvent: (event) => {
        reporter.show(event);
        if (event.type === 'step_waiting') answer?.(runner, event.question.executionId);
      },
    },
  );
  return lines;
}

test('retries tell the attempt, the wait and why; a fallback tells what it stood in for', async () => {
  const flow = `name: f
steps:
  - name: a
    executor: model_executor
    config: {text: x}
    retry: {max_attempts: 2, delay: 0.1}
    error_handling: {fallback_value: {text: y}}
`;
  expect(await told(flow)).toEqual([
    '  a …',
    '↻ a failed at attempt 1, again in 0.1 s. model_unavailable: This runner was made without models.',
    '✓ a T s, by its fallback value after model_unavailable: This runner was made without models.',
  ]);
});

test('a step that stands in is named, and skipped steps tell why', async () => {
  const flow = `name: f
steps:
  - {name: a, executor: model_executor, config: {text: x}, error_handling: {fallback_step: b}}
  - {name: b, executor: text_processor, config: {text: x}}
  - {name: c, executor: text_processor, config: {text: x}, condition: false}
`;
  const lines = await told(flow);
  expect(lines).toContain('✓ a T s, by step b after model_unavailable: This runner was made without models.');
  expect(lines).toContain('- c skipped. Its condition does not hold.');
});

test('what comes from the cache says so', async () => {
  const flow = `name: f
steps:
  - {name: a, executor: text_processor, config: {text: x}, cache: true}
  - {name: b, executor: text_processor, config: {text: x}, cache: true, depends_on: [a]}
`;
  expect(await told(flow)).toEqual(['  a …', '✓ a T s', '  b …', '✓ b T s, from the cache']);
});

test('a question is told with the step that asks, also in a sub-flow, and stays on one line', async () => {
  const flow = `name: f
steps:
  - name: outer
    executor: flow
    config: {flow: {name: g, steps: [{name: ok, executor: approval, config: {message: "Ship\\nit?"}}]}}
`;
  const lines = await told(flow, (runner, id) => queueMicrotask(() => runner.respond(id, 'ok', {})));
  expect(lines).toEqual(['  outer …', '? outer › ok asks: Ship it?', '✓ outer T s']);
});

test('a list tells now and then how far it is, and a download its end too', () => {
  const lines: string[] = [];
  let now = 0;
  const reporter = new RunReporter(
    (line) => lines.push(line),
    () => now,
  );
  const progress = (step: string, loaded: number, unit: 'items' | 'bytes'): void => {
    const phase = unit === 'items' ? 'run' : 'download';
    reporter.show({ type: 'step_progress', step, progress: { phase, loaded, total: 5_000_000, unit } });
  };
  reporter.show({ type: 'step_started', step: 'a' });
  for (now = 100; now <= 5000; now += 100) progress('a', now, 'items');
  progress('a', 5_000_000, 'items');
  progress('b', 1_000_000, 'bytes');
  progress('b', 5_000_000, 'bytes');
  expect(lines).toEqual([
    '  a …',
    '  a: 2000 of 5000000 items',
    '  a: 4000 of 5000000 items',
    '  model: 1.0 of 5.0 MB',
    '  model: 5.0 of 5.0 MB',
  ]);
});
