import { expect, test } from 'vitest';
import { Answering, type AskingRun } from '../../src/cli/answering.ts';
import type { Ask } from '../../src/cli/command-line.ts';
import { NO_ANSWERS, readGivenAnswers } from '../../src/cli/given-answers.ts';
import { type FlowResult, FlowRunner } from '../../src/engine/index.ts';
import { FlowError } from '../../src/errors/index.ts';
import { builtinRegistry } from '../../src/executors/builtin.ts';

const asking = (form: string, more = ''): string => `name: f
steps:
  - {name: ok, executor: approval, config: {message: Ship it?, form: ${form}${more}}}
`;

/** Runs a flow on a runner in this process, which the command line's answering talks to as to a page. */
async function answered(flow: string, pairs: readonly string[], ask?: Ask) {
  const runner = new FlowRunner(builtinRegistry());
  const cancelling = new AbortController();
  const said: string[] = [];
  const run: AskingRun = {
    async respond({ executionId, step }, { values, files }) {
      try {
        await runner.respond(executionId, step, { ...values, ...files });
        return undefined;
      } catch (thrown) {
        return FlowError.from(thrown);
      }
    },
    cancel: async () => cancelling.abort(),
  };
  const answers = pairs.length === 0 ? NO_ANSWERS : readGivenAnswers(pairs);
  const answering = new Answering({ answers, run, ask, say: (line) => said.push(line) });
  const result: FlowResult = await runner.executeFlow(
    flow,
    {},
    {
      signal: cancelling.signal,
      onEvent: (event) => answering.hear(event),
    },
  );
  await answering.close();
  return { result, said, stoppedBecause: answering.stoppedBecause };
}

/** A person who types these lines, and then ends the input. */
function typing(lines: readonly string[]) {
  const left = [...lines];
  const prompts: string[] = [];
  const ask: Ask = async (prompt) => {
    prompts.push(prompt);
    const line = left.shift();
    if (line === undefined) throw new Error('The input has ended.');
    return line;
  };
  return { ask, prompts, left };
}

/** A person who never answers: let go when the question is over. */
const silent: Ask = (_prompt, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

test('what was given beforehand is the answer', async () => {
  const { result, said, stoppedBecause } = await answered(asking('[{name: comment}]'), [
    'ok={"comment": "go"}',
  ]);
  expect(result.outputs['ok']).toMatchObject({ approved: true, comment: 'go' });
  expect({ said, stoppedBecause }).toEqual({ said: [], stoppedBecause: undefined });
});

test('a no needs no form', async () => {
  const { result } = await answered(asking('[{name: comment}]'), ['ok=no']);
  expect(result.success).toBe(true);
  expect(result.outputs['ok']).toMatchObject({ approved: false });
});

test('a step of a sub-flow is answered by its own name, and every item of a list alike', async () => {
  const flow = `name: outer
steps:
  - name: each
    executor: flow
    foreach: [1, 2, 3]
    concurrency: 3
    config:
      flow: {name: inner, steps: [{name: ok, executor: approval, config: {message: Well?}}]}
`;
  const { result } = await answered(flow, ['ok=yes']);
  expect(result.steps['each']?.outputs).toMatchObject({
    items: [1, 2, 3].map(() => ({ ok: { approved: true } })),
  });
});

test('without an answer the run is cancelled, with a sentence that says what to give', async () => {
  const { result, stoppedBecause } = await answered(asking('[{name: comment}, {name: n, default: x}]'), []);
  expect(result.status).toBe('cancelled');
  expect(stoppedBecause).toBe(
    `Step "ok" asks “Ship it?” and nobody is here to answer: give --answer ok='{"comment": …}', or --answer ok=no.`,
  );
});

test('an answer that the form does not take ends the run and says why', async () => {
  const { result, stoppedBecause } = await answered(asking('[{name: n, type: integer}]'), [
    'ok={"n": "many"}',
  ]);
  expect(result.status).toBe('cancelled');
  expect(stoppedBecause).toMatch(/answer to step "ok".*"n" has to be a whole number/);
});

test('an answer that nobody asked for is told', async () => {
  const { result, said } = await answered('name: f\nsteps: []\n', ['oh=yes']);
  expect(result.success).toBe(true);
  expect(said).toEqual(['Nobody asked for the answer to "oh".']);
});

test('a person at the terminal is asked the message, yes or no, and each field', async () => {
  const form = '[{name: n, type: integer}, {name: why, default: because}, {name: note, required: false}]';
  const person = typing(['perhaps', 'y', 'many', '7', '', '']);
  const { result, said } = await answered(asking(form), [], person.ask);
  expect(result.outputs['ok']).toMatchObject({ approved: true, n: 7, why: 'because', note: null });
  expect(person.prompts).toEqual([
    '  yes or no? ',
    '  yes or no? ',
    '  n (integer): ',
    '  n (integer): ',
    '  why (string, empty for "because"): ',
    '  note (string, may be empty): ',
  ]);
  expect(said).toEqual(['Ship it?', '  Input "n" has to be a whole number; this is the text "many".']);
});

test('a person who says no is asked nothing else', async () => {
  const person = typing(['no', 'unheard']);
  const { result } = await answered(asking('[{name: n}]'), [], person.ask);
  expect(result.outputs['ok']).toMatchObject({ approved: false });
  expect(person.left).toEqual(['unheard']);
});

test('a person who ends the input has not answered', async () => {
  const { result, stoppedBecause } = await answered(asking('[]'), [], typing([]).ask);
  expect(result.status).toBe('cancelled');
  expect(stoppedBecause).toContain('--answer ok=yes');
});

test('two questions at once are asked one after the other', async () => {
  const flow = `name: f
steps:
  - {name: a, executor: approval, config: {message: A?}}
  - {name: b, executor: approval, config: {message: B?}}
`;
  let open = 0;
  let mostOpen = 0;
  const lines = ['yes', 'no'];
  const { result, said } = await answered(flow, [], async () => {
    mostOpen = Math.max(mostOpen, ++open);
    await new Promise((resolve) => setTimeout(resolve, 10));
    open--;
    return lines.shift() ?? '';
  });
  expect(mostOpen).toBe(1);
  expect(result.outputs).toMatchObject({ a: { approved: true }, b: { approved: false } });
  expect(said).toEqual(['A?', 'B?']);
});

test('a person who lets the time of a question pass is asked the next one', async () => {
  const flow = `name: f
steps:
  - {name: a, executor: approval, config: {message: A?, timeout: 0.05, default: {approved: false}}}
  - {name: b, executor: approval, config: {message: B?}}
`;
  const prompts: string[] = [];
  const { result } = await answered(flow, [], (prompt, signal) =>
    prompts.push(prompt) === 1 ? silent(prompt, signal) : Promise.resolve('yes'),
  );
  expect(result.outputs).toMatchObject({ a: { approved: false }, b: { approved: true } });
});

test('a given answer does not wait for a person who thinks about another question', async () => {
  const flow = `name: f
steps:
  - {name: a, executor: approval, config: {message: A?, timeout: 0.2, default: {approved: false}}}
  - {name: b, executor: approval, config: {message: B?}}
`;
  const { result, stoppedBecause } = await answered(flow, ['b=yes'], silent);
  expect(stoppedBecause).toBeUndefined();
  expect(result.outputs).toMatchObject({ a: { approved: false }, b: { approved: true } });
});

test('a person is let go when another step ends the run', async () => {
  const flow = `name: f
steps:
  - {name: a, executor: approval, config: {message: A?}}
  - {name: b, executor: approval, config: {message: B?}, timeout: 0.05}
`;
  const { result, stoppedBecause } = await answered(flow, [], silent);
  expect(result.error?.code).toBe('step_timeout');
  expect(stoppedBecause).toBeUndefined();
});
