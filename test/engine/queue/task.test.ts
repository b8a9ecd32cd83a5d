import { expect, test } from 'vitest';
import { begun, failed, gettingOn, lost, putBack } from '../../../src/engine/queue/task.ts';
import { FlowError } from '../../../src/errors/index.ts';
import { task } from './task.ts';

const gone = new FlowError('task_lost', 'The tab ended.');
const broken = new FlowError('broken', 'It broke.', { kind: 'system' });

test('a task that ends its tab three times without getting on is a dead letter', () => {
  const first = lost(begun(task, 0, 1), gone, 2);
  expect(first).toMatchObject({ status: 'queued', losses: 1, attempts: 1, error: { code: 'task_lost' } });
  expect(first.slot).toBeUndefined();
  const second = lost(begun(first, 0, 3), gone, 4);
  expect(lost(begun(second, 0, 5), gone, 6)).toMatchObject({ status: 'dead', losses: 3, endedAt: 6 });
  expect(lost(gettingOn(begun(second, 0, 5)), gone, 6)).toMatchObject({ status: 'queued', losses: 1 });
});

test('a loss is no failure, and is remembered until an attempt tells how it ended', () => {
  const first = lost(begun(task, 0, 100), gone, 200);
  const second = lost(begun(first, 0, 300), gone, 400);
  expect(second).toMatchObject({ failures: 0, lostSince: 100 });
  const third = failed(begun(second, 0, 500), broken, 600, () => 0);
  expect(third).toMatchObject({ status: 'queued', failures: 1, attempts: 3 });
  expect(third.lostSince).toBeUndefined();
});

test('the delay before another attempt doubles, up to an hour, and chance takes up to half of it', () => {
  const delayAfter = (failures: number, random: number): number =>
    failed({ ...begun(task, 0, 0), failures }, broken, 0, () => random).dueAt / 1000;
  expect([0, 1, 2, 3].map((failures) => delayAfter(failures, 0))).toEqual([10, 20, 40, 80]);
  expect(delayAfter(1, 1)).toBe(10);
  expect(delayAfter(18, 0)).toBe(3600);
  const oftenest = { ...begun(task, 0, 0), failures: 2000, maxAttempts: 5000, retryDelay: 0 };
  expect(failed(oftenest, broken, 7, () => 0).dueAt).toBe(7);
});

test('a task that is put back is as if it had not been begun', () => {
  const before = lost(begun(task, 0, 100), gone, 200);
  expect(putBack(begun(before, 0, 300), 400)).toEqual({ ...before, status: 'queued' });
  const ending = { ...begun(before, 0, 300), cancelling: true } as const;
  expect(putBack(ending, 400)).toMatchObject({ status: 'cancelled', endedAt: 400 });
});
