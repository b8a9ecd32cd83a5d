import { describe, expect, test } from 'vitest';
import { testRunner } from './support.ts';

const run = (text: string, inputs = {}) => testRunner().executeFlow(text, inputs);

describe('fallback_value', () => {
  test('stands in for the outputs, and the error stays to be read', async () => {
    const result = await run(`
name: f
steps:
  - name: a
    executor: thrower
    error_handling: {fallback_value: {text: none, why: "{{ steps.a.error.message }}"}}
  - {name: b, executor: echo, config: {value: "{{ steps.a.text }}/{{ steps.a.success }}"}}
`);
    expect(result).toMatchObject({
      success: true,
      steps: {
        a: {
          status: 'succeeded',
          success: true,
          outputs: { text: 'none', why: 'It broke.' },
          error: { code: 'executor_failed' },
          metadata: { fallback: 'value' },
        },
        b: { outputs: { value: 'none/true' } },
      },
    });
  });

  test('anything but a map is the output value', async () => {
    const result = await run(
      'name: f\nsteps: [{name: a, executor: thrower, error_handling: {fallback_value: [1, 2]}}]',
    );
    expect(result.steps['a']?.outputs).toEqual({ value: [1, 2] });
  });

  test('one that fails itself fails the step', async () => {
    const result = await run(
      'name: f\nsteps: [{name: a, executor: thrower, error_handling: {fallback_value: "{{ 1 / 0 }}"}}]',
    );
    expect(result.error).toMatchObject({ code: 'evaluation_failed', step: 'a' });
  });

  test('also where a template of the config fails', async () => {
    const result = await run(
      'name: f\ninputs: [{name: m, type: object}]\nsteps: [{name: a, executor: echo, config: {value: "{{ inputs.m.x }}"}, error_handling: {fallback_value: {value: 0}}}]',
      { m: {} },
    );
    expect(result.outputs).toEqual({ a: { value: 0 } });
  });
});

describe('fallback_step', () => {
  const flow = (main: string, other = 'executor: echo, config: {value: "{{ steps.main.error.code }}"}') => `
name: f
steps:
  - {name: main, ${main}, error_handling: {fallback_step: other}}
  - {name: other, ${other}}
  - {name: after, executor: echo, config: {value: "{{ steps.main.value }}"}}
`;

  test('runs when the step failed, and its outputs stand in', async () => {
    expect(await run(flow('executor: thrower'))).toMatchObject({
      success: true,
      steps: {
        main: {
          status: 'succeeded',
          outputs: { value: 'executor_failed' },
          metadata: { fallback: 'other' },
          error: { code: 'executor_failed' },
        },
        other: { status: 'succeeded', outputs: { value: 'executor_failed' } },
        after: { outputs: { value: 'executor_failed' } },
      },
    });
  });

  test('is skipped when the step did not fail', async () => {
    expect(await run(flow('executor: echo, config: {value: 1}'))).toMatchObject({
      success: true,
      steps: {
        main: { status: 'succeeded', outputs: { value: 1 } },
        other: { status: 'skipped', skippedBecause: 'Step "main" did not fail.' },
        after: { outputs: { value: 1 } },
      },
    });
  });

  test('that fails too leaves the first error the one of the run', async () => {
    const result = await run(flow('executor: flaky, config: {fails: 9}', 'executor: thrower'));
    expect(result).toMatchObject({
      status: 'failed',
      error: { code: 'shaky', step: 'main', hint: expect.stringContaining('It broke.') },
      steps: { main: { status: 'failed' }, other: { status: 'failed' }, after: { status: 'skipped' } },
    });
  });

  test('waits for what it needs itself', async () => {
    const result = await run(`
name: f
steps:
  - {name: slow, executor: echo, config: {value: 7, turns: 30}}
  - {name: main, executor: thrower, error_handling: {fallback_step: other}}
  - {name: other, executor: echo, config: {value: "{{ steps.slow.value }}"}}
`);
    expect(result.steps['main']).toMatchObject({ status: 'succeeded', outputs: { value: 7 } });
  });
});

describe('a flow that stands in for another', () => {
  const flow = (more: string) => `
name: f
inputs: [text]
config:
  error_handling:
    fallback_flow:
      name: simple
      inputs: [text]
      steps: [{name: up, executor: text_processor, config: {text: "{{ inputs.text }}"}}]
      outputs: [{name: said, value: "{{ steps.up.processed_text }}"}]
steps: [${more}]
`;

  test('gets the same inputs, and its outputs are the result', async () => {
    expect(await run(flow('{name: a, executor: thrower}'), { text: 'hi' })).toMatchObject({
      success: true,
      status: 'succeeded',
      outputs: { said: 'HI' },
      steps: { a: { status: 'failed' } },
      metadata: { fallback_flow: 'simple', original_error: { code: 'executor_failed', step: 'a' } },
    });
  });

  test('is not asked for where nothing failed', async () => {
    const result = await run(flow('{name: a, executor: echo, config: {value: 1}}'), { text: 'hi' });
    expect(result.outputs).toEqual({ a: { value: 1 } });
    expect(result.metadata).not.toHaveProperty('fallback_flow');
  });

  test('that fails too leaves the first error', async () => {
    const result = await run(flow('{name: a, executor: thrower}'), { text: '' });
    expect(result).toMatchObject({
      status: 'failed',
      error: { code: 'executor_failed', hint: expect.stringContaining('Text input is required') },
    });
  });
});

describe('max_error_count', () => {
  const flow = (count: number) => `
name: f
config: {error_handling: {on_failure: continue, max_error_count: ${count}}}
steps:
  - {name: a, executor: thrower}
  - {name: b, executor: thrower, depends_on: a}
  - {name: c, executor: echo, depends_on: b, config: {value: 1}}
`;

  test('as many failures as it bears are borne', async () => {
    expect(await run(flow(2))).toMatchObject({ success: true, steps: { c: { status: 'succeeded' } } });
  });

  test('one more ends the run', async () => {
    expect(await run(flow(1))).toMatchObject({
      status: 'failed',
      error: { code: 'too_many_errors', cause: { code: 'executor_failed' } },
      steps: { c: { status: 'skipped' } },
    });
  });
});

test('include_stack_trace keeps the stacks', async () => {
  const text = (yes: boolean) =>
    `name: f\nconfig: {error_handling: {include_stack_trace: ${yes}}}\nsteps: [{name: a, executor: thrower}]`;
  const traced = await run(text(true));
  expect(traced.metadata['stack_trace']).toContain('support.ts');
  expect(traced.steps['a']?.metadata['stack_trace']).toContain('support.ts');
  expect(JSON.stringify((await run(text(false))).metadata)).not.toContain('support.ts');
});
