import { expect, test } from 'vitest';
import { memoryTaskServices } from '../../../src/engine/queue/memory-services.ts';
import type { TaskServices } from '../../../src/engine/queue/task-rooms.ts';
import { FlowError } from '../../../src/errors/index.ts';
import { settle, testRunner } from '../support.ts';
import { echo, flowOf, withGate } from './gate.ts';

test('a runner stays bound to its queues where the database did not answer at first', async () => {
  const { rooms, ...rest } = memoryTaskServices();
  let isDown = true;
  const tasks: TaskServices = {
    ...rest,
    rooms: {
      reading: (work) => rooms.reading(work),
      writing: (work) =>
        isDown ? Promise.reject(new FlowError('storage_blocked', 'Not now.')) : rooms.writing(work),
    },
  };
  const { runner, gate, clock } = withGate({ tasks });
  await expect(runner.workQueues(['mine'])).rejects.toMatchObject({ code: 'storage_blocked' });
  isDown = false;
  const other = testRunner({ tasks, clock });
  other.registry.register('gate', gate);
  await other.workQueues([]);
  await other.submitFlow(flowOf('mine'), {}, { queue: 'mine' });
  // It looks again by itself.
  clock.advance(5000);
  await gate.hasBegun(1);
  await runner.submitFlow(flowOf('other'), {}, { queue: 'other' });
  await settle();
  expect(gate.begun).toEqual(['mine']);
});

test('a delay is over when its time has come, also on a machine that slept in between', async () => {
  const { runner, gate, clock } = withGate();
  await runner.submitFlow(flowOf('x'), {}, { delay: 8 * 3600 });
  await settle();
  clock.sleep(8 * 3600 * 1000);
  clock.advance(60_000);
  expect(await gate.hasBegun(1)).toEqual(['x']);
});

test('a task whose work cannot be read at first is done, and one whose work can never be read is a dead letter', async () => {
  const { rooms, ...rest } = memoryTaskServices();
  let faults = 1;
  const tasks: TaskServices = {
    ...rest,
    rooms: {
      reading: (read) =>
        rooms.reading((room) => {
          const work = async (taskId: string) => {
            if (faults-- > 0) throw new FlowError('storage_unavailable', 'The connection was closed.');
            return room.work(taskId);
          };
          return read(new Proxy(room, { get: (its, key) => (key === 'work' ? work : bound(its, key)) }));
        }),
      writing: (write) => rooms.writing(write),
    },
  };
  const { runner, clock } = withGate({ tasks });
  const readAgain = async (): Promise<void> => {
    await settle();
    clock.advance(5000);
    await settle();
  };
  const first = await runner.submitFlow(echo(1));
  await readAgain();
  expect(await first.result()).toMatchObject({ success: true, metadata: { task: { attempts: 1 } } });
  faults = 1000;
  const second = await runner.submitFlow(echo(1));
  for (let n = 0; n < 5; n++) await readAgain();
  expect(await second.result()).toMatchObject({ error: { code: 'task_damaged' } });
});

function bound(target: object, key: string | symbol): unknown {
  const value: unknown = Reflect.get(target, key);
  return typeof value === 'function' ? value.bind(target) : value;
}
