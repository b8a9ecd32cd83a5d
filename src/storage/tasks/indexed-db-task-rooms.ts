import type { TaskReader, TaskRooms, TaskWriter } from '../../engine/index.ts';
import { reading, writing } from '../database/transaction.ts';
import { TaskRoom, type TaskTransaction } from './task-room.ts';

const STORES = ['tasks', 'works', 'results', 'queues', 'holds'] as const;

/** Tasks and queues in IndexedDB, for all tabs of the site. */
export class IndexedDbTaskRooms implements TaskRooms {
  reading<Answer>(work: (room: TaskReader) => Promise<Answer>): Promise<Answer> {
    return reading([...STORES], (transaction) =>
      // A reader is handed out as one: what writes is not there to be called.
      work(new TaskRoom(transaction as unknown as TaskTransaction)),
    );
  }

  /** What was submitted, begun or done outlasts a browser that is killed when this resolves; a power cut may undo the last of it. */
  writing<Answer>(work: (room: TaskWriter) => Promise<Answer>): Promise<Answer> {
    return writing([...STORES], (transaction) => work(new TaskRoom(transaction)));
  }
}
