interface Entry {
  /** Absent for one who waits for any task of the queue. */
  readonly taskId: string | undefined;
  readonly queue: string;
  wake(): void;
}

/** Wakes those who wait for the end of a task. They look for themselves: news may come twice, or too early. */
export class TaskNews {
  private readonly waiting = new Set<Entry>();

  /** Resolves at the next news of a task, or where none is named of any task of the queue. */
  next(queue: string, taskId?: string): { readonly news: Promise<void>; readonly leave: () => void } {
    let leave = (): void => {};
    const news = new Promise<void>((resolve) => {
      const entry = { taskId, queue, wake: resolve };
      this.waiting.add(entry);
      leave = () => this.waiting.delete(entry);
    });
    return { news, leave };
  }

  /** A task is over, or was removed. */
  ofTask(queue: string, taskId: string): void {
    for (const entry of this.waiting) {
      if (entry.taskId === taskId || (entry.taskId === undefined && entry.queue === queue)) entry.wake();
    }
  }

  /** Something may have happened to any task of a queue. */
  ofQueue(queue: string): void {
    for (const entry of this.waiting) if (entry.queue === queue) entry.wake();
  }
}
