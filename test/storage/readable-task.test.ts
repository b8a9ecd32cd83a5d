import { expect, test } from 'vitest';
import { readableQueue } from '../../src/storage/tasks/readable-queue.ts';
import { readableTask } from '../../src/storage/tasks/readable-task.ts';
import { task } from '../engine/queue/task.ts';

test('a task can be read whose parts make sense, and no other', () => {
  const running = { ...task, status: 'running', slot: 2, startedAt: 5 };
  const error = { code: 'broken', kind: 'system', message: 'It broke.' };
  for (const good of [task, running, { ...task, status: 'dead', endedAt: 7, error }]) {
    expect(readableTask(good)).toEqual({ task: good });
  }
  const { slot: _slot, ...nowhere } = running;
  const bad: readonly unknown[] = [
    undefined,
    'a task',
    { ...task, rank: 7 },
    { ...task, rank: undefined },
    { ...task, status: 'asleep' },
    { ...task, dueAt: Number.NaN },
    // Nobody would ever come to its place.
    nowhere,
    { ...running, slot: -1 },
    { ...running, slot: 'x' },
    { ...task, timeout: 'x' },
    { ...task, startedAt: null },
    { ...task, error: 'It broke.' },
  ];
  for (const value of bad) expect(readableTask(value)).toEqual({});
});

test('of a queue whose record is damaged holds what can be read, and of the rest what a new queue has', () => {
  const whole = { name: 'q', paused: true, draining: false, limit: 7, workers: 2, sequence: 9 };
  expect(readableQueue('q', whole)).toEqual(whole);
  const damaged = { name: 'q', paused: 'x', limit: 7, workers: -1, sequence: Number.NaN };
  const mended = { name: 'q', paused: false, draining: false, limit: 7, workers: 3, sequence: 0 };
  expect(readableQueue('q', damaged)).toEqual(mended);
  expect(readableQueue('q', null)).toEqual({ ...mended, limit: 100 });
});
