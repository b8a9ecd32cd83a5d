import { memoryTaskServices } from '../../../src/engine/queue/memory-services.ts';
import type { TaskMessage } from '../../../src/engine/queue/task-message.ts';
import type { TaskServices } from '../../../src/engine/queue/task-rooms.ts';

/** What queues stand on in tabs of one site: the same rooms and locks, and what each posts all others hear. */
export function tabsOf(count: number): TaskServices[] {
  const { rooms, locks } = memoryTaskServices();
  const listeners: ((message: TaskMessage) => void)[][] = [];
  return Array.from({ length: count }, (_, tab) => {
    const own: ((message: TaskMessage) => void)[] = [];
    listeners.push(own);
    const channel: TaskServices['channel'] = {
      post: (message) => {
        for (const [other, all] of listeners.entries()) {
          if (other !== tab) for (const listener of all) queueMicrotask(() => listener(message));
        }
      },
      listen: (listener) => {
        own.push(listener);
      },
    };
    return { rooms, locks, channel };
  });
}
