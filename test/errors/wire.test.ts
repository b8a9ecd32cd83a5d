import { expect, test } from 'vitest';
import { FlowError, fromWire, toWire } from '../../src/errors/index.ts';

test('an error crosses a thread with code, kind, place, hint and its chain of causes', () => {
  const root = new TypeError('bad number');
  const cause = new FlowError('download_failed', 'no answer', { cause: root });
  const span = { line: 3, column: 5, endLine: 3, endColumn: 9 };
  const error = new FlowError('model_load_failed', 'not loaded', { cause, hint: 'again', step: 'a', span });
  const there = fromWire(structuredClone(toWire(error)));
  expect(there).toBeInstanceOf(FlowError);
  expect(there).toMatchObject({ code: 'model_load_failed', kind: 'resource', message: 'not loaded' });
  expect(there).toMatchObject({ hint: 'again', step: 'a', span });
  expect(there.cause).toBeInstanceOf(FlowError);
  expect(there.cause).toMatchObject({ code: 'download_failed', kind: 'network' });
  expect((there.cause as FlowError).cause).toMatchObject({ name: 'TypeError', message: 'bad number' });
});

test('what lies behind an error that is no FlowError crosses too, and a circle of causes ends', () => {
  const deep = new FlowError('download_failed', 'no answer');
  const error = new FlowError('executor_failed', 'it broke', {
    cause: new RangeError('far', { cause: deep }),
  });
  const there = fromWire(structuredClone(toWire(error))).cause as Error;
  expect(there).toMatchObject({ name: 'RangeError', cause: { code: 'download_failed', kind: 'network' } });
  const circle = new Error('round');
  circle.cause = circle;
  expect(toWire(new FlowError('executor_failed', 'it broke', { cause: circle })).message).toBe('it broke');
});

test('the kind of a known code comes from the table, that of a custom code is system unless it says otherwise', () => {
  expect(new FlowError('step_timeout', '').kind).toBe('timeout');
  expect(new FlowError('my_own', '').kind).toBe('system');
  expect(new FlowError('my_own', '', { kind: 'user' }).kind).toBe('user');
  expect(new FlowError('constructor', '').kind).toBe('system');
});

test('whatever is thrown becomes a FlowError', () => {
  expect(FlowError.from('text')).toMatchObject({ code: 'executor_failed', message: 'text' });
  expect(FlowError.from({ code: 'own', message: 'said' })).toMatchObject({ code: 'own', message: 'said' });
  const cause = new RangeError('far');
  expect(FlowError.from(cause, 'model_run_failed')).toMatchObject({ code: 'model_run_failed', cause });
});
