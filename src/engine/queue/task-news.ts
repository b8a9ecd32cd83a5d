interface Entry {
  /** Absent for one who waits for any task of the queue. */
  readonly taskId: string | undefined;
  readonly queue: string;
  wake(): void;
}

interface News {
  readonly news: Promise<void>;
  readonly wake: () => void;
  readonly leave: () => void;
}

/** Wakes those who wait for the end of a task. They look for themselves: news may come twice, or too early. */
export class TaskNews {
  private readonly waiting = new Set<Entry>();

  /** Resolves at the next news of a task, or where none is named of the queue and any of its tasks. */
  next(queue: string, taskId?: string): News {
    let wake = (): void => {};
    const news = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const entry = { taskId, queue, wake };
    this.waiting.add(entry);
    return { news, wake, leave: () => this.waiting.delete(entry) };
  }

  /** A queue has something new, or was changed. */
  ofQueue(queue: string): void {
    for (const entry of this.waiting) if (entry.taskId === undefined && entry.queue === queue) entry.wake();
  }

  /** A task is over, or was removed. */
  ofTask(queue: string, taskId: string): void {
    for (const entry of this.waiting) {
      if (entry.taskId === taskId || (entry.taskId === undefined && entry.queue === queue)) entry.wake();
    }
  }
}
