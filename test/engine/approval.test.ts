import { describe, expect, test } from 'vitest';
import type { Question, RunEvent } from '../../src/engine/index.ts';
import { MemoryFileStore, StoredFiles } from '../../src/storage/index.ts';
import { ManualClock, settle, testRunner } from './support.ts';

const flow = (config: string) => `
name: f
steps:
  - {name: ask, executor: approval, config: ${config}}
  - {name: after, executor: echo, config: {value: "{{ steps.ask.approved }}"}}
`;

const start = async (text: string, clock = new ManualClock()) => {
  const runner = testRunner({ clock });
  const events: RunEvent[] = [];
  const result = runner.executeFlow(text, {}, { onEvent: (event) => events.push(event) });
  await settle();
  const waiting = events.find((event) => event.type === 'step_waiting');
  return { runner, clock, events, result, question: waiting?.question as Question };
};

test('the run waits for the answer, and goes on with it', async () => {
  const form = '[{name: comment, required: false}, {name: stars, type: integer, validation: {maximum: 5}}]';
  const { runner, question, result, events } = await start(flow(`{message: "Good?", form: ${form}}`));
  expect(question).toMatchObject({
    step: 'ask',
    message: 'Good?',
    form: [{ name: 'comment' }, { name: 'stars' }],
  });
  expect(events.some((event) => event.type === 'step_started' && event.step === 'after')).toBe(false);
  runner.respond(question.executionId, 'ask', { stars: 4 });
  expect((await result).outputs).toEqual({
    ask: { comment: null, stars: 4, approved: true, answered_at: '1970-01-01T00:16:40.000Z' },
    after: { value: true },
  });
  expect(events.map(({ type }) => type)).toContain('step_answered');
});

test('no is an answer too, and needs no form', async () => {
  const { runner, question, result } = await start(
    flow('{message: "Go?", form: [{name: why, type: string}]}'),
  );
  runner.respond(question.executionId, 'ask', { approved: false });
  expect(await result).toMatchObject({ success: true, outputs: { after: { value: false } } });
});

test('an answer that the form does not take is refused, and the question stays open', async () => {
  const { runner, question, result } = await start(flow('{message: m, form: [{name: n, type: integer}]}'));
  await expect(runner.respond(question.executionId, 'ask', { n: 'five' })).rejects.toThrow(
    expect.objectContaining({
      code: 'invalid_inputs',
      diagnostics: [expect.objectContaining({ input: 'n' })],
    }),
  );
  runner.respond(question.executionId, 'ask', { n: 5 });
  expect((await result).steps['ask']?.outputs).toMatchObject({ n: 5 });
});

test('nobody can answer twice, or what was not asked', async () => {
  const { runner, question, result } = await start(flow('{message: m}'));
  const notWaiting = expect.objectContaining({ code: 'not_waiting' });
  await expect(runner.respond(question.executionId, 'after', {})).rejects.toThrow(notWaiting);
  await expect(runner.respond('another', 'ask', {})).rejects.toThrow(notWaiting);
  runner.respond(question.executionId, 'ask', {});
  await result;
  await expect(runner.respond(question.executionId, 'ask', {})).rejects.toThrow(notWaiting);
});

describe('when the time is over', () => {
  test('the default counts', async () => {
    const { clock, question, result } = await start(
      flow('{message: m, timeout: 60, default: {approved: false}}'),
    );
    expect(question.deadline).toBe(clock.now() + 60_000);
    clock.advance(60_000);
    expect((await result).steps['ask']).toMatchObject({
      outputs: { approved: false },
      metadata: { by_default: true },
    });
  });

  test('and without one the step fails', async () => {
    const { clock, result } = await start(flow('{message: m, timeout: 60}'));
    clock.advance(60_000);
    expect((await result).error).toMatchObject({ code: 'approval_timeout', kind: 'timeout', step: 'ask' });
  });
});

test('a run that is cancelled asks nobody any more', async () => {
  const runner = testRunner();
  const abort = new AbortController();
  let question: Question | undefined;
  const result = runner.executeFlow(
    flow('{message: m}'),
    {},
    {
      signal: abort.signal,
      onEvent: (event) => {
        if (event.type === 'step_waiting') question = event.question;
      },
    },
  );
  await settle();
  abort.abort();
  expect((await result).status).toBe('cancelled');
  await expect(runner.respond(question?.executionId ?? '', 'ask', {})).rejects.toThrow(
    expect.objectContaining({ code: 'not_waiting' }),
  );
});

test('what a sub-flow asks is shown in the step that runs it', async () => {
  const inner = '{name: i, steps: [{name: deep, executor: approval, config: {message: "Deep?"}}]}';
  const { runner, events, question, result } = await start(
    `name: f\nsteps: [{name: sub, executor: flow, config: {flow: ${inner}}}]`,
  );
  expect(events.find((event) => event.type === 'step_waiting')).toMatchObject({ step: 'sub' });
  expect(question).toMatchObject({ step: 'deep', message: 'Deep?' });
  runner.respond(question.executionId, question.step, {});
  expect(await result).toMatchObject({ success: true, outputs: { sub: { deep: { approved: true } } } });
});

test.each([
  ['no message', '{}', 'missing_config_key'],
  ['a form with faults', '{message: m, form: [{name: a-b}]}', 'invalid_config'],
  [
    'a default that the form refuses',
    '{message: m, timeout: 1, form: [{name: n, type: integer}], default: {n: x}}',
    'invalid_config',
  ],
])('%s is told before the run', (_, config, code) => {
  expect(testRunner().inspectFlow(flow(config)).diagnostics).toMatchObject([{ code, step: 'ask' }]);
});

test('a step that asks for several items asks them one after the other', async () => {
  const { runner, events, question, result } = await start(
    'name: f\nsteps: [{name: ask, executor: approval, foreach: [a, b, c], concurrency: 3, config: {message: "{{ item }}?"}}]',
  );
  const asked = () =>
    events.flatMap((event) => (event.type === 'step_waiting' ? [event.question.message] : []));
  expect(asked()).toEqual(['a?']);
  for (const approved of [true, false, true]) {
    runner.respond(question.executionId, 'ask', { approved });
    await settle();
  }
  expect(asked()).toEqual(['a?', 'b?', 'c?']);
  expect((await result).steps['ask']?.outputs['items']).toMatchObject([
    { approved: true },
    { approved: false },
    { approved: true },
  ]);
});

test('a file in an answer goes into the store, as one among the inputs does', async () => {
  const files = new StoredFiles(new MemoryFileStore());
  const runner = testRunner({ files });
  const text =
    'name: f\nsteps: [{name: ask, executor: approval, config: {message: m, form: [{name: doc, type: file}]}}]';
  const result = await runner.executeFlow(
    text,
    {},
    {
      onEvent: (event) => {
        if (event.type !== 'step_waiting') return;
        runner.respond(event.question.executionId, 'ask', { doc: { content: 'abc', filename: 'a.txt' } });
      },
    },
  );
  expect(result.steps['ask']?.outputs['doc']).toMatchObject({ kind: 'file', name: 'a.txt', size: 3 });
});
