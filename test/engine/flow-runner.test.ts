import { describe, expect, test, vi } from 'vitest';
import {
  FlowRunner,
  type RunEvent,
  type RunState,
  reduceRunState,
  runExecutor,
} from '../../src/engine/index.ts';
import {
  BaseExecutor,
  type ExecutionResult,
  ExecutorRegistry,
  type FlowContext,
  fail,
  succeed,
} from '../../src/executors/index.ts';
import { echoFlow, ManualClock, orderOf, settle, testRunner } from './support.ts';

const run = async (flow: string, inputs = {}, runner = testRunner()) => {
  const events: RunEvent[] = [];
  const result = await runner.executeFlow(flow, inputs, { onEvent: (event) => events.push(event) });
  return { result, events };
};

describe("the guide's integration test", () => {
  class MyCustomExecutor extends BaseExecutor {
    readonly name = 'my_custom_executor';
    execute(_context: unknown, config: Record<string, unknown>): ExecutionResult {
      const text = config['text'];
      if (typeof text !== 'string' || text === '') return fail('Text input is required');
      if (config['operation'] !== 'uppercase') return fail(`Unsupported operation: ${config['operation']}`);
      return succeed({ processed_text: text.toUpperCase() });
    }
  }
  const flow = {
    name: 'test_flow',
    inputs: [{ name: 'text', type: 'string', required: true }],
    steps: [
      {
        name: 'process',
        executor: 'my_custom_executor',
        config: { text: '{{ inputs.text }}', operation: 'uppercase' },
      },
    ],
  };

  test("a flow given as an object runs an executor of one's own", async () => {
    const registry = new ExecutorRegistry();
    registry.register('my_custom_executor', MyCustomExecutor);
    const result = await new FlowRunner(registry).executeFlow(flow, { text: 'hello world' });
    expect(result.success).toBe(true);
    expect(result.outputs['process']).toEqual({ processed_text: 'HELLO WORLD' });
  });

  test("the guide's my_custom_flow runs, its options handed to the executor as they are written", async () => {
    class Custom extends BaseExecutor {
      readonly name = 'my_custom_executor';
      execute(_context: unknown, config: Record<string, unknown>): ExecutionResult {
        return succeed({ result: `processed ${config['data']}`, options: config['processing_options'] });
      }
    }
    const text = `
name: "my_custom_flow"
version: "1.0.0"
description: "Flow using my custom executor"

inputs:
  - name: "input_data"
    type: "string"
    required: true
    description: "Data to process with custom executor"

steps:
  - name: "custom_processing"
    executor: "my_custom_executor"
    config:
      data: "{{ inputs.input_data }}"
      processing_options:
        mode: "advanced"
        quality: "high"

config:
  execution:
    mode: "async"
    timeout: 300
`;
    const registry = new ExecutorRegistry().register('my_custom_executor', Custom);
    const result = await new FlowRunner(registry).executeFlow(text, { input_data: 'my data' });
    expect(result.success).toBe(true);
    expect(result.outputs['custom_processing']).toEqual({
      result: 'processed my data',
      options: { mode: 'advanced', quality: 'high' },
    });
    expect((await new FlowRunner(registry).executeFlow(text)).error?.code).toBe('invalid_inputs');
  });

  test('text_processor does the same', async () => {
    const steps = [{ ...flow.steps[0], executor: 'text_processor' }];
    const result = await testRunner().executeFlow({ ...flow, steps }, { text: 'hello world' });
    expect(result.success).toBe(true);
    expect(result.outputs['process']).toMatchObject({ processed_text: 'HELLO WORLD' });
  });
});

describe('order', () => {
  test('a step starts when its own needs are over, not when a level is', async () => {
    const flow = `
name: order
steps:
  - {name: slow, executor: echo, config: {value: 1, turns: 20}}
  - {name: fast, executor: echo, config: {value: 2}}
  - {name: after_fast, executor: echo, config: {value: "{{ steps.fast.value }}"}}
  - {name: after_both, executor: echo, config: {value: "{{ steps.slow.value + steps.after_fast.value }}"}}
`;
    const { result, events } = await run(flow);
    expect(result.success).toBe(true);
    expect(orderOf(events)).toBe('+slow +fast -fast +after_fast -after_fast -slow +after_both -after_both');
    expect(result.outputs['after_both']).toEqual({ value: 3 });
  });

  test('a value keeps its type on the way from step to step', async () => {
    const { result } = await run(`
name: types
steps:
  - {name: a, executor: echo, config: {value: {list: [1, true, null], deep: {n: 1.5}}}}
  - {name: b, executor: echo, config: {value: "{{ steps.a.value }}"}}
  - {name: c, executor: echo, config: {value: "{{ steps.b.outputs.value.deep.n }}"}}
  - {name: d, executor: echo, config: {value: "n is {{ steps.c.value }}"}}
`);
    expect(result.outputs['b']).toEqual({ value: { list: [1, true, null], deep: { n: 1.5 } } });
    expect(result.outputs['c']).toEqual({ value: 1.5 });
    expect(result.outputs['d']).toEqual({ value: 'n is 1.5' });
  });

  test('max_concurrent bounds how many run at once', async () => {
    const steps = ['a', 'b', 'c', 'd'].map(
      (name) => `  - {name: ${name}, executor: echo, config: {turns: 3}}`,
    );
    const { events } = await run(
      `name: f\nconfig: {execution: {max_concurrent: 2}}\nsteps:\n${steps.join('\n')}\n`,
    );
    let running = 0;
    let most = 0;
    for (const event of events) {
      if (event.type === 'step_started') most = Math.max(most, ++running);
      if (event.type === 'step_succeeded') running--;
    }
    expect(most).toBe(2);
  });

  test('a flow without steps succeeds', async () => {
    const { result } = await run('name: empty\nsteps: []\n');
    expect(result).toMatchObject({ success: true, status: 'succeeded', outputs: {}, steps: {} });
  });

  test('a chain of 1,000 steps ends with the last value', async () => {
    const needs: Record<string, string> = { s0: '' };
    for (let i = 1; i < 1000; i++) needs[`s${i}`] = `s${i - 1}`;
    const { result } = await run(echoFlow(needs));
    expect(result.outputs['s999']).toEqual({ value: 's0' });
  });
});

describe('conditions', () => {
  const flow = (condition: string) => `
name: conditions
inputs: [{name: go, type: boolean}]
steps:
  - {name: a, executor: echo, condition: ${condition}, config: {value: 1}}
  - {name: reads, executor: echo, config: {value: "{{ steps.a.value }}"}}
  - {name: guarded, executor: echo, config: {value: "{{ steps.a.value | default(0) }}"}}
  - {name: after, executor: echo, depends_on: [a], config: {value: 2}}
  - {name: looks, executor: echo, config: {value: "{{ steps.a.status }}"}}
`;

  test('a step whose condition is false is skipped, and with it what reads it', async () => {
    const { result } = await run(flow('inputs.go'), { go: false });
    expect(result.success).toBe(true);
    const status = Object.fromEntries(Object.values(result.steps).map((step) => [step.name, step.status]));
    expect(status).toEqual({
      a: 'skipped',
      reads: 'skipped',
      guarded: 'succeeded',
      after: 'succeeded',
      looks: 'succeeded',
    });
    expect(result.steps['reads']?.skippedBecause).toContain('"a"');
    expect(result.outputs).toMatchObject({ guarded: { value: 0 }, looks: { value: 'skipped' } });
  });

  test('a branch that is not taken may read a skipped step; one that is taken skips the reader', async () => {
    const { result } = await run(
      `${flow('inputs.go')}
  - {name: not_taken, executor: echo, config: {value: "{{ steps.a.value if inputs.go else 'none' }}"}}
  - {name: taken, executor: echo, config: {value: "{{ steps.a.value if not inputs.go else 'none' }}"}}
`,
      { go: false },
    );
    expect(result.success).toBe(true);
    expect(result.outputs['not_taken']).toEqual({ value: 'none' });
    expect(result.steps['taken']?.skippedBecause).toContain('"a"');
  });

  test.each(['inputs.go', '"{{ inputs.go }}"', '"{{ inputs.go and 1 < 2 }}"', 'true'])(
    '%s holds',
    async (condition) => {
      const { result } = await run(flow(condition), { go: true });
      expect(result.steps['a']?.status).toBe('succeeded');
    },
  );
});

describe('failures', () => {
  const stopping = `
name: failures
steps:
  - {name: bad, executor: thrower}
  - {name: sibling, executor: sleeper}
  - {name: done, executor: echo, config: {value: 1}}
  - {name: after, executor: echo, config: {value: "{{ steps.bad.value }}"}}
`;

  test('a failure stops the run: siblings are cancelled, what was finished stays', async () => {
    const flow = stopping.replace(
      '{name: bad, executor: thrower}',
      '{name: bad, executor: thrower, depends_on: [done]}',
    );
    const { result } = await run(flow);
    expect(result).toMatchObject({ success: false, status: 'failed' });
    expect(result.error).toMatchObject({ code: 'executor_failed', step: 'bad', message: 'It broke.' });
    expect(result.error?.cause).toBeInstanceOf(RangeError);
    expect(result.steps).toMatchObject({
      bad: { status: 'failed' },
      sibling: { status: 'cancelled' },
      done: { status: 'succeeded', outputs: { value: 1 } },
      after: { status: 'skipped' },
    });
    expect(result.outputs).toEqual({ done: { value: 1 } });
  });

  test('on_failure: continue lets the others go on and the run succeed', async () => {
    const { result } = await run(`
name: goes_on
steps:
  - {name: bad, executor: thrower, error_handling: {on_failure: continue}}
  - {name: after, executor: echo, config: {value: "{{ steps.bad.value }}"}}
  - {name: told, executor: echo, config: {value: "{{ steps.bad.error.code }}"}}
`);
    expect(result.success).toBe(true);
    expect(result.steps).toMatchObject({ bad: { status: 'failed' }, after: { status: 'skipped' } });
    expect(result.outputs['told']).toEqual({ value: 'executor_failed' });
  });

  test('an undefined output is told with step, line and column, and with what there is', async () => {
    const { result } = await run(
      'name: f\nsteps:\n  - {name: a, executor: echo}\n  - name: b\n    executor: echo\n    config:\n      value: "x {{ steps.a.valeu }}"\n',
    );
    expect(result.error).toMatchObject({ code: 'undefined_name', step: 'b', span: { line: 7 } });
    expect(`${result.error?.message} ${result.error?.hint}`).toContain('value');
  });

  test('an output of the flow whose template fails is an error, never a silent null', async () => {
    const { result } = await run(
      'name: f\nsteps: [{name: a, executor: echo, config: {value: 1}}]\noutputs: [{name: x, value: "{{ steps.a.nothing }}"}, {name: y, value: "{{ steps.a.value }}"}]\n',
    );
    expect(result).toMatchObject({ success: false, status: 'failed', outputs: { y: 1 } });
    expect(result.error?.code).toBe('undefined_name');
  });

  test('an executor that gives no outputs is told', async () => {
    class Nothing extends BaseExecutor {
      readonly name = 'nothing';
      execute(): ExecutionResult {
        return { success: true } as unknown as ExecutionResult;
      }
    }
    const runner = new FlowRunner(new ExecutorRegistry().register('nothing', Nothing));
    const result = await runner.executeFlow('name: f\nsteps: [{name: a, executor: nothing}]');
    expect(result.error).toMatchObject({ code: 'executor_failed', step: 'a' });
  });
});

describe('what starts no run', () => {
  test('a flow with faults', async () => {
    const { result, events } = await run(
      'name: f\nsteps: [{name: a, executor: nobody}, {name: a, executor: echo}]',
    );
    expect(result).toMatchObject({ success: false, status: 'failed', steps: {} });
    expect(result.error?.code).toBe('invalid_flow');
    expect(result.error?.diagnostics?.map(({ code }) => code)).toEqual([
      'unknown_executor',
      'duplicate_name',
    ]);
    expect(events.map((event) => event.type)).toEqual(['run_started', 'run_finished']);
  });

  test('wrong inputs, all told at once', async () => {
    const flow = 'name: f\ninputs: [a, {name: n, type: integer}, {name: b, type: boolean}]\nsteps: []';
    const { result } = await run(flow, { n: 1.5, b: true, c: 1 });
    expect(result.error?.code).toBe('invalid_inputs');
    expect(result.error?.diagnostics?.map(({ code, input }) => [code, input])).toEqual([
      ['input_missing', 'a'],
      ['input_wrong_type', 'n'],
      ['input_unknown', 'c'],
    ]);
  });
});

describe('time and cancellation', () => {
  test('a step that takes too long fails with step_timeout and the next run is not touched', async () => {
    const clock = new ManualClock();
    const runner = testRunner({ clock });
    const pending = runner.executeFlow('name: f\nsteps: [{name: a, executor: sleeper, timeout: 2}]');
    await settle();
    clock.advance(1999);
    clock.advance(1);
    const result = await pending;
    expect(result.error).toMatchObject({ code: 'step_timeout', kind: 'timeout', step: 'a' });
    expect(result.status).toBe('failed');
    expect(result.steps['a']?.executionTime).toBe(2);
    expect(clock.waiting).toBe(0);
  });

  test('a flow that takes too long is timed out', async () => {
    const clock = new ManualClock();
    const flow = 'name: f\nconfig: {execution: {timeout: 5}}\nsteps: [{name: a, executor: sleeper}]';
    const pending = testRunner({ clock }).executeFlow(flow);
    await settle();
    clock.advance(5000);
    const result = await pending;
    expect(result).toMatchObject({ status: 'timed_out', error: { code: 'flow_timeout' } });
    expect(result.steps['a']?.status).toBe('cancelled');
  });

  test('aborting the signal cancels the run; nothing new starts', async () => {
    const controller = new AbortController();
    const flow = 'name: f\nsteps: [{name: a, executor: sleeper}, {name: b, executor: echo, depends_on: [a]}]';
    const pending = testRunner().executeFlow(flow, {}, { signal: controller.signal });
    controller.abort();
    const result = await pending;
    expect(result).toMatchObject({ success: false, status: 'cancelled', error: { code: 'cancelled' } });
    expect(result.steps).toMatchObject({ a: { status: 'cancelled' }, b: { status: 'cancelled' } });
  });

  test('a run cancelled before it starts runs nothing', async () => {
    const { result } = {
      result: await testRunner().executeFlow(echoFlow({ a: '' }), {}, { signal: AbortSignal.abort() }),
    };
    expect(result).toMatchObject({ status: 'cancelled', steps: { a: { status: 'cancelled' } } });
  });
});

describe('whatever executors and listeners do, a run resolves', () => {
  class Misbehaving extends BaseExecutor {
    readonly name = 'misbehaving';
    private readonly act: (context: FlowContext) => unknown;
    constructor(act: (context: FlowContext) => unknown) {
      super();
      this.act = act;
    }
    execute(context: FlowContext): ExecutionResult {
      return this.act(context) as ExecutionResult;
    }
  }
  const one = 'name: f\nsteps: [{name: a, executor: misbehaving}]';
  const runnerOf = (act: (context: FlowContext) => unknown): FlowRunner =>
    new FlowRunner(new ExecutorRegistry().register('misbehaving', new Misbehaving(act)));

  test('a listener that throws is its own fault: the run goes on', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    const onEvent = (): void => {
      throw new Error('mine');
    };
    const result = await testRunner().executeFlow(echoFlow({ a: '', b: 'a' }), {}, { onEvent });
    expect(result.outputs['b']).toEqual({ value: 'a' });
    expect(told).toHaveBeenCalled();
    told.mockRestore();
  });

  test('a signal that is aborted in the first turn of an executor ends it', async () => {
    const controller = new AbortController();
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'step_partial') controller.abort();
    };
    const flow = 'name: f\nsteps: [{name: a, executor: sleeper}]';
    const result = await testRunner().executeFlow(flow, {}, { signal: controller.signal, onEvent });
    expect(result).toMatchObject({ status: 'cancelled', steps: { a: { status: 'cancelled' } } });
  });

  test.each([
    ['nothing', () => undefined, 'gave no result'],
    ['a list for outputs', () => ({ success: true, outputs: [1] }), 'gave no outputs'],
    [
      'an error that has no text',
      () => {
        throw Object.create(null);
      },
      'no error',
    ],
  ])('an executor that gives %s', async (_, act, said) => {
    const result = await runnerOf(act).executeFlow(one);
    expect(result.error).toMatchObject({ code: 'executor_failed', message: expect.stringContaining(said) });
  });

  test('an executor reports nothing after its end', async () => {
    const events: string[] = [];
    let context: FlowContext | undefined;
    const runner = runnerOf((given) => {
      context = given;
      return succeed({});
    });
    await runner.executeFlow(one, {}, { onEvent: ({ type }) => events.push(type) });
    context?.emit({ late: true });
    context?.progress({ phase: 'run' });
    context?.logger.info('late');
    expect(events.at(-1)).toBe('run_finished');
  });

  test.each([
    ['undefined', undefined],
    ['a map that goes in a circle', circular()],
    ['a map with a function in it', { name: 'f', steps: [], more: () => {} }],
  ])('a source that is no flow: %s', async (_, source) => {
    // A page in plain JavaScript can give anything.
    const result = await testRunner().executeFlow(source as unknown as string);
    expect(result).toMatchObject({ status: 'failed', error: { code: 'invalid_flow' } });
  });

  test('a signal of its own stops runExecutor as a cancellation', async () => {
    const result = await runExecutor(
      new Misbehaving(() => new Promise(() => {})),
      {},
      {
        signal: AbortSignal.abort(),
      },
    );
    expect(result).toMatchObject({ success: false, error: { code: 'cancelled' } });
  });
});

function circular(): Record<string, unknown> {
  const map: Record<string, unknown> = { name: 'f' };
  map['steps'] = [map];
  return map;
}

test('the state that a page reduces from the events is the result', async () => {
  let state: RunState | undefined;
  const flow = echoFlow({ a: '', b: 'a', c: 'a b' });
  const result = await testRunner().executeFlow(
    flow,
    {},
    {
      onEvent: (event) => {
        state = reduceRunState(state, event);
      },
    },
  );
  expect(state).toMatchObject({
    status: result.status,
    outputs: result.outputs,
    executionId: result.executionId,
  });
  for (const step of Object.values(result.steps)) {
    expect(state?.steps[step.name]).toMatchObject({ status: step.status, outputs: step.outputs });
  }
});

test('every executor has metrics', async () => {
  const runner = testRunner();
  await runner.executeFlow(echoFlow({ a: '', b: 'a' }));
  await runner.executeFlow('name: f\nsteps: [{name: a, executor: thrower}]');
  expect(runner.registry.metrics('echo')).toMatchObject({
    executions: 2,
    successes: 2,
    failures: 0,
    success_rate: 1,
  });
  expect(runner.registry.metrics('thrower')).toMatchObject({ executions: 1, failures: 1, success_rate: 0 });
});
