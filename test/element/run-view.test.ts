import { describe, expect, it } from 'vitest';
import { causesOf } from '../../src/element/error-view.ts';
import { resultGroups } from '../../src/element/result/result-values.ts';
import { statusText } from '../../src/element/status-text.ts';
import { progressShare, progressText } from '../../src/element/steps/progress-view.ts';
import { askingSteps, shownStatus } from '../../src/element/steps/step-status.ts';
import { stepTags } from '../../src/element/steps/step-tags.ts';
import { stepSeconds, trackOf } from '../../src/element/steps/track.ts';
import { readingOrder } from '../../src/element/values/foreach-outputs.ts';
import { kindOfValue } from '../../src/element/values/value-kind.ts';
import { plainData } from '../../src/engine/plain-data.ts';
import type { FlowResult } from '../../src/engine/state/flow-result.ts';
import type { RunState, StepState } from '../../src/engine/state/run-state.ts';
import { excerptOf, FlowError } from '../../src/errors/index.ts';
import type { FlowOutline } from '../../src/flow/flow-outline.ts';

const step = (name: string, more: Partial<StepState> = {}): StepState => ({
  name,
  executor: 'text_processor',
  status: 'pending',
  attempt: 0,
  outputs: {},
  metadata: {},
  executionTime: 0,
  log: [],
  ...more,
});

const run = (steps: readonly StepState[], more: Partial<RunState> = {}): RunState => ({
  executionId: 'x',
  flow: 'f',
  status: 'running',
  startedAt: 1000,
  outputs: {},
  steps: Object.fromEntries(steps.map((each) => [each.name, each])),
  executionTime: 0,
  ...more,
});

describe('the bar of a step', () => {
  it('lies on the time of the run', () => {
    const a = step('a', { status: 'succeeded', startedAt: 1000, executionTime: 1 });
    const b = step('b', { status: 'running', startedAt: 2000 });
    const state = run([a, b]);
    expect(trackOf(state, a, 3000)).toEqual({ from: 0, to: 0.5 });
    expect(trackOf(state, b, 3000)).toEqual({ from: 0.5, to: 1 });
    expect(trackOf(state, step('c'), 3000)).toBeUndefined();
    expect(stepSeconds(state, b, 3000)).toBe(1);
  });

  it('stands still when the run is over, also for a step that was cut off', () => {
    const cut = step('a', { status: 'running', startedAt: 2000 });
    const state = run([cut], { status: 'failed', executionTime: 2 });
    expect(trackOf(state, cut, 9_000_000)).toEqual({ from: 0.5, to: 1 });
    expect(stepSeconds(state, cut, 9_000_000)).toBe(1);
  });
});

describe('the state of a step', () => {
  it('is told from the run it is in', () => {
    const waiting = step('a');
    const working = step('b', { status: 'running' });
    expect(shownStatus(undefined, undefined)).toBe('planned');
    expect(shownStatus(run([waiting]), waiting)).toBe('pending');
    const over = run([waiting, working], { status: 'failed' });
    expect(shownStatus(over, waiting)).toBe('not_started');
    expect(shownStatus(over, working)).toBe('stopped');
  });

  it('is said in one sentence', () => {
    const state = run([step('a', { status: 'succeeded' }), step('b', { status: 'running' }), step('c')]);
    expect(statusText(state)).toBe('1 of 3 steps done. Running: b.');
    expect(statusText(run([], { status: 'succeeded', executionTime: 2.4 }))).toBe('Finished in 2.4 s.');
  });
});

describe('a question', () => {
  const question = { executionId: 'y', step: 'inner', message: 'Go on?', form: [] };
  const asking = step('a', { status: 'running', question });

  it('shows in the state of its step, while the run goes on', () => {
    expect(shownStatus(run([asking]), asking)).toBe('asking');
    expect(shownStatus(run([asking], { status: 'failed' }), asking)).toBe('stopped');
    expect(askingSteps(run([asking, step('b')]))).toEqual([asking]);
    expect(askingSteps(run([asking], { status: 'failed' }))).toEqual([]);
  });

  it('is announced, each with its step', () => {
    const other = step('b', { status: 'running', question: { ...question, message: 'Which one?' } });
    expect(statusText(run([asking]))).toBe('Step a asks: Go on?');
    expect(statusText(run([asking, other]))).toBe('Step a asks: Go on? Step b asks: Which one?');
    const long = step('a', { status: 'running', question: { ...question, message: 'x'.repeat(5000) } });
    expect(statusText(run([long])).length).toBeLessThan(400);
  });
});

describe('how a step came to its outputs', () => {
  const words = (more: Partial<StepState>): string[] =>
    stepTags(step('a', { status: 'succeeded', ...more })).map((tag) => tag.words);

  it.each<[string[], Partial<StepState>]>([
    [[], {}],
    [['Used again'], { cached: true }],
    [['Stood in: value'], { metadata: { fallback: 'value' } }],
    [['Stood in: step b'], { metadata: { fallback: 'b' } }],
    [['2 items failed'], { outputs: { items: [], count: 3, failed: 2, errors: [] } }],
    [[], { outputs: { items: [], count: 3, failed: 0, errors: [] } }],
    [['Approved'], { executor: 'approval', outputs: { approved: true } }],
    [['Declined'], { executor: 'approval', outputs: { approved: false } }],
    [
      ['Declined by default'],
      { executor: 'approval', outputs: { approved: false }, metadata: { by_default: true } },
    ],
    [[], { status: 'failed', cached: true, metadata: { fallback: 'value' } }],
  ])('%j', (tags, more) => expect(words(more)).toEqual(tags));

  it('says in the status line that a step is tried again', () => {
    const retrying = new FlowError('executor_failed', 'Not now.');
    const again = step('a', { status: 'running', attempt: 2, retrying });
    expect(statusText(run([again]))).toBe('0 of 1 steps done. Running: a (trying again).');
  });
});

describe('the outputs of a step that went through a list', () => {
  const error = { index: 3, code: 'step_timeout', kind: 'timeout', message: 'Too long.' };

  it('are read with the items that failed before the others', () => {
    const outputs = { items: [1, 2], count: 3, failed: 1, errors: [error] };
    expect(Object.keys(readingOrder(outputs))).toEqual(['count', 'failed', 'errors', 'items']);
    expect(Object.keys(readingOrder({ ...outputs, failed: 0, errors: [] }))).toEqual([
      'count',
      'failed',
      'items',
    ]);
    expect(readingOrder({ items: [1], count: 'many' })).toEqual({ items: [1], count: 'many' });
  });

  it('show their errors as what they are, wherever they stand', () => {
    expect(kindOfValue([error])).toBe('item_errors');
    expect(kindOfValue([error, { index: 4 }])).not.toBe('item_errors');
    expect(kindOfValue([])).not.toBe('item_errors');
  });
});

describe('progress', () => {
  it.each([
    [
      'Loading Xenova/whisper-tiny — 12.3 of 43.8 MB',
      { phase: 'load', label: 'Xenova/whisper-tiny', loaded: 12.3e6, total: 43.8e6, unit: 'bytes' },
    ],
    ['Downloading m — 12.3 MB', { phase: 'download', label: 'm', loaded: 12.3e6, unit: 'bytes' }],
    ['37 of 200 items', { phase: 'run', loaded: 37, total: 200, unit: 'items' }],
    ['Running m — 3 of 10 items', { phase: 'run', label: 'm', loaded: 3, total: 10, unit: 'items' }],
    ['Waiting for a free worker', { phase: 'wait', label: 'a free worker' }],
    ['Working', { phase: 'run' }],
    ['Running m', { phase: 'run', label: 'm' }],
  ] as const)('%s', (text, progress) => expect(progressText(progress)).toBe(text));

  it('has a share only where the whole is known', () => {
    expect(progressShare({ phase: 'run', loaded: 3, total: 4 })).toBe(0.75);
    expect(progressShare({ phase: 'run', loaded: 5, total: 4 })).toBe(1);
    expect(progressShare({ phase: 'run', loaded: 3 })).toBeUndefined();
    expect(progressShare({ phase: 'run', loaded: 0, total: 0 })).toBeUndefined();
  });
});

describe('the result', () => {
  const outline: FlowOutline = {
    name: 'f',
    tags: [],
    inputs: [],
    steps: [
      { name: 'a', executor: 'x', needs: [] },
      { name: 'b', executor: 'x', needs: ['a'] },
      { name: 'c', executor: 'x', needs: [] },
    ],
    outputs: [],
  };
  const done = (name: string): StepState => step(name, { status: 'succeeded', outputs: { of: name } });

  it('is the last steps where the flow names no outputs', () => {
    const groups = resultGroups(outline, run([done('a'), done('b'), step('c', { status: 'skipped' })]));
    expect(groups).toEqual([{ step: 'b', values: { of: 'b' } }]);
  });

  it('is the outputs that the flow names', () => {
    const named = { ...outline, outputs: [{ name: 'y' }] };
    expect(resultGroups(named, run([done('b')], { outputs: { y: 1 } }))).toEqual([{ values: { y: 1 } }]);
    expect(resultGroups(named, run([done('b')]))).toEqual([]);
  });

  it('is written as JSON with what JSON cannot hold', () => {
    const result: FlowResult = {
      success: false,
      flow: 'f',
      executionId: 'x',
      status: 'failed',
      outputs: {
        vector: new Float32Array([1, 2]),
        big: 10n,
        file: new File(['abc'], 'a.txt', { type: 'text/plain' }),
      },
      steps: {},
      error: new FlowError('step_timeout', 'Too long.', { step: 'a' }),
      metadata: {},
      executionTime: 1,
    };
    const read = JSON.parse(JSON.stringify(plainData(result)));
    expect(read.outputs).toEqual({
      vector: [1, 2],
      big: 10,
      file: { name: 'a.txt', type: 'text/plain', size: 3 },
    });
    expect(read.error).toMatchObject({ code: 'step_timeout', message: 'Too long.', step: 'a' });
  });
});

describe('places and causes', () => {
  it('cuts the line at the place', () => {
    const text = 'a: 1\r\nb: "{{ inputs.x }}"\n';
    const cut = excerptOf(text, { line: 2, column: 15, endLine: 2, endColumn: 16 });
    expect(cut).toEqual({ line: 2, before: 'b: "{{ inputs.', at: 'x', after: ' }}"' });
    expect(excerptOf(text, { line: 9, column: 1, endLine: 9, endColumn: 2 })).toBeUndefined();
    expect(excerptOf(text, { line: 1, column: 4, endLine: 2, endColumn: 3 })?.at).toBe('1');
  });

  it('shows the part of a long line around the place', () => {
    const text = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`;
    const cut = excerptOf(text, { line: 1, column: 501, endLine: 1, endColumn: 505 });
    expect(cut?.at).toBe('HERE');
    expect(cut?.before).toBe(`…${'x'.repeat(60)}`);
    expect(cut?.after).toBe(`${'y'.repeat(60)}…`);
  });

  it('follows causes, and not for ever', () => {
    const loop = new Error('loop');
    loop.cause = loop;
    expect(causesOf(new Error('top', { cause: new TypeError('below', { cause: 'root' }) }))).toEqual([
      'TypeError: below',
      'root',
    ]);
    expect(causesOf(loop)).toHaveLength(10);
  });
});
