import { expect, test } from 'vitest';
import { claimTask } from '../../../src/engine/queue/claim-task.ts';
import { endTask } from '../../../src/engine/queue/end-task.ts';
import { memoryTaskServices } from '../../../src/engine/queue/memory-services.ts';
import { begun, newQueue, succeeded, type Task } from '../../../src/engine/queue/task.ts';
import type { TaskRooms } from '../../../src/engine/queue/task-rooms.ts';
import { task } from './task.ts';

const NOBODY: ReadonlySet<string> = new Set();
const place = (slot: number) => ({ queue: 'q', slot, isLent: false });

async function roomsWith(...tasks: Task[]): Promise<TaskRooms> {
  const { rooms } = memoryTaskServices();
  await rooms.writing(async (room) => {
    for (const each of tasks) await room.put(each);
  });
  return rooms;
}

test('nothing of a queue is begun that was paused after somebody had looked', async () => {
  const rooms = await roomsWith(task);
  await rooms.writing((room) => room.putQueue({ ...newQueue('q'), paused: true }));
  expect(await rooms.writing((room) => claimTask(room, place(0), 1, NOBODY))).toEqual({ ended: [] });
});

test('who has a place takes up what its last owner left there, and leaves other places alone', async () => {
  const left = begun({ ...task, taskId: 'left' }, 0, 1);
  const other = begun({ ...task, taskId: 'other', sequence: 2 }, 1, 1);
  const rooms = await roomsWith(left, other);
  const { task: claimed } = await rooms.writing((room) => claimTask(room, place(0), 5, NOBODY));
  expect(claimed).toMatchObject({ taskId: 'left', attempts: 2, losses: 1, lostSince: 1, slot: 0 });
  expect(await rooms.reading((room) => room.task('other'))).toMatchObject({ task: other });
});

test('a task that was to be cancelled when its tab ended is cancelled', async () => {
  const rooms = await roomsWith({ ...begun(task, 0, 1), cancelling: true });
  const { task: claimed, ended } = await rooms.writing((room) => claimTask(room, place(0), 5, NOBODY));
  expect(claimed).toBeUndefined();
  expect(ended).toMatchObject([{ taskId: 't', status: 'cancelled', endedAt: 5 }]);
});

test('an attempt that was taken for lost says nothing any more', async () => {
  const second = begun(begun(task, 0, 1), 0, 5);
  const rooms = await roomsWith(second);
  const end = (attempts: number) =>
    rooms.writing((room) => endTask(room, { taskId: 't', attempts }, (its) => succeeded(its, 9)));
  expect(await end(1)).toBeUndefined();
  expect(await end(2)).toMatchObject({ status: 'succeeded' });
});
