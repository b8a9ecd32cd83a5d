import { describe, expect, test } from 'vitest';
import type { FlowLoader, RunEvent } from '../../src/engine/index.ts';
import { FlowError } from '../../src/errors/index.ts';
import { testRunner } from './support.ts';

/** Flows by their address, found as on the web. */
const loaderOf = (flows: Readonly<Record<string, string>>): FlowLoader => ({
  load: async (address, base) => {
    const found = new URL(address, base ?? 'http://flows.test/').href;
    const source = flows[found];
    if (source === undefined) throw new FlowError('flow_not_found', `There is no ${found}.`);
    return { source, address: found };
  },
});

const shout = `
name: shout
inputs: [text]
steps: [{name: up, executor: text_processor, config: {text: "{{ inputs.text }}"}}]
outputs: [{name: shouted, value: "{{ steps.up.processed_text }}!"}]
`;

test("a sub-flow's outputs are the step's", async () => {
  const runner = testRunner({ flows: loaderOf({ 'http://flows.test/a/shout.yaml': shout }) });
  const text = `
name: main
inputs: [word]
steps:
  - {name: sub, executor: flow, config: {flow: shout.yaml, inputs: {text: "{{ inputs.word }}"}}}
  - {name: after, executor: echo, config: {value: "{{ steps.sub.shouted }}"}}
`;
  const address = 'http://flows.test/a/flow.yaml';
  const result = await runner.executeFlow(text, { word: 'hi' }, { address });
  expect(result.steps['sub']).toMatchObject({ outputs: { shouted: 'HI!' }, metadata: { flow: 'shout' } });
  expect(result.outputs['after']).toEqual({ value: 'HI!' });
  expect(result.steps['sub']?.metadata['execution_id']).not.toBe(result.executionId);
});

test('addresses are relative to the flow that names them, at every depth', async () => {
  const middle = `
name: middle
steps: [{name: s, executor: flow, config: {flow: ../c/shout.yaml, inputs: {text: deep}}}]
outputs: [{name: said, value: "{{ steps.s.shouted }}"}]
`;
  const flows = loaderOf({
    'http://flows.test/b/middle.yaml': middle,
    'http://flows.test/c/shout.yaml': shout,
  });
  const text = 'name: main\nsteps: [{name: s, executor: flow, config: {flow: b/middle.yaml}}]';
  const result = await testRunner({ flows }).executeFlow(text);
  expect(result.steps['s']?.outputs).toEqual({ said: 'DEEP!' });
});

test('a flow that is written out has templates of its own', async () => {
  const result = await testRunner().executeFlow(
    `
name: main
inputs: [{name: n, type: integer}]
steps:
  - name: sub
    executor: flow
    config:
      inputs: {text: "{{ inputs.n * 2 }} words"}
      flow:
        name: inner
        inputs: [text]
        steps: [{name: e, executor: echo, config: {value: "{{ inputs.text }}"}}]
        outputs: [{name: out, value: "{{ steps.e.value }}"}]
`,
    { n: 21 },
  );
  expect(result.outputs).toEqual({ sub: { out: '42 words' } });
});

describe('a sub-flow that goes wrong', () => {
  const sub = (flow: string, inputs = '{}') =>
    testRunner({ flows: loaderOf({ 'http://flows.test/shout.yaml': shout }) }).executeFlow(
      `name: main\nsteps: [{name: sub, executor: flow, config: {flow: ${flow}, inputs: ${inputs}}}]`,
    );

  test('fails the step with the code of its own error', async () => {
    const result = await sub('shout.yaml', '{text: ""}');
    expect(result.error).toMatchObject({
      code: 'input_required',
      step: 'sub',
      message: 'Flow "shout": Text input is required',
      cause: { step: 'up' },
      span: { line: 2 },
    });
  });

  test('is not there', async () => {
    expect((await sub('nowhere.yaml')).error).toMatchObject({ code: 'flow_not_found', step: 'sub' });
  });

  test('gets wrong inputs', async () => {
    expect((await sub('shout.yaml')).error).toMatchObject({ code: 'invalid_inputs', step: 'sub' });
  });

  test('has faults', async () => {
    expect((await sub('{name: x, steps: [{name: a, executor: nobody}]}')).error).toMatchObject({
      code: 'invalid_flow',
      step: 'sub',
    });
  });

  test('calls itself without end', async () => {
    const address = 'http://flows.test/loop.yaml';
    const text = 'name: loop\nsteps: [{name: again, executor: flow, config: {flow: loop.yaml}}]';
    const result = await testRunner({ flows: loaderOf({ [address]: text }) }).executeFlow(
      text,
      {},
      { address },
    );
    expect(result.error).toMatchObject({ code: 'recursion_limit', kind: 'resource' });
  });

  test('may call itself 16 deep', async () => {
    const address = 'http://flows.test/count.yaml';
    const text = `
name: count
inputs: [{name: n, type: integer}]
steps:
  - {name: deeper, executor: flow, condition: "inputs.n > 0", config: {flow: count.yaml, inputs: {n: "{{ inputs.n - 1 }}"}}}
outputs: [{name: depth, value: "{{ steps.deeper.depth + 1 if inputs.n > 0 else 0 }}"}]
`;
    const runner = testRunner({ flows: loaderOf({ [address]: text }) });
    expect(await runner.executeFlow(text, { n: 16 }, { address })).toMatchObject({ outputs: { depth: 16 } });
    expect((await runner.executeFlow(text, { n: 17 }, { address })).error?.code).toBe('recursion_limit');
  });
});

test('cancelling reaches the steps of a sub-flow', async () => {
  const abort = new AbortController();
  const events: RunEvent[] = [];
  const text =
    'name: m\nsteps: [{name: s, executor: flow, config: {flow: {name: i, steps: [{name: z, executor: sleeper}]}}}]';
  const pending = testRunner().executeFlow(
    text,
    {},
    { signal: abort.signal, onEvent: (e) => events.push(e) },
  );
  setImmediate(() => abort.abort());
  expect(await pending).toMatchObject({ status: 'cancelled', steps: { s: { status: 'cancelled' } } });
});
