import { expect, test } from 'vitest';
import { type RunEvent, type RunState, reduceRunState, replayRun } from '../../src/engine/index.ts';
import { packState, unpackState } from '../../src/engine/state/wire-run.ts';
import { FlowError } from '../../src/errors/index.ts';

const error = new FlowError('model_run_failed', 'It failed.', {
  hint: 'Try again.',
  cause: new FlowError('http_error', 'why'),
});
const at = { time: 5 };

const events: readonly RunEvent[] = [
  {
    type: 'run_started',
    executionId: 'r',
    flow: 'f',
    steps: ['a', 'b', 'c'].map((name) => ({ name, executor: 'echo' })),
    time: 1,
  },
  { type: 'step_started', step: 'a', attempt: 1, time: 2 },
  { type: 'step_log', step: 'a', level: 'info', message: 'hello', time: 3 },
  { type: 'step_succeeded', step: 'a', outputs: { x: 1 }, metadata: {}, executionTime: 1, ...at },
  { type: 'step_started', step: 'b', attempt: 1, ...at },
  { type: 'step_failed', step: 'b', error, metadata: {}, executionTime: 1, ...at },
  { type: 'run_finished', status: 'failed', outputs: {}, error, executionTime: 2, ...at },
  { type: 'run_resumed', steps: ['b'], ...at },
  { type: 'step_started', step: 'b', attempt: 2, ...at },
  { type: 'step_retrying', step: 'b', attempt: 2, error, delay: 1, ...at },
  { type: 'step_started', step: 'nobody', attempt: 1, ...at },
];

test('a journal that is replayed leads to the same state as events that come one by one, at each of its places', () => {
  let live: RunState | undefined;
  for (const [place, event] of events.entries()) {
    live = reduceRunState(live, event);
    expect(replayRun(events.slice(0, place + 1))).toEqual(live);
  }
  expect(live?.steps['b']).toMatchObject({ attempt: 3, retrying: { code: 'model_run_failed' } });
  expect(replayRun([])).toBeUndefined();
});

test('a state crosses a thread with its errors whole', () => {
  for (const end of [7, events.length]) {
    const state = replayRun(events.slice(0, end));
    if (state === undefined) throw new Error('There is no state.');
    const arrived = unpackState(structuredClone(packState(state)));
    expect(arrived).toEqual(state);
    expect(arrived.steps['b']?.error ?? arrived.steps['b']?.retrying).toBeInstanceOf(FlowError);
    expect(arrived.steps['b']?.error ?? arrived.steps['b']?.retrying).toMatchObject({ hint: 'Try again.' });
  }
});
