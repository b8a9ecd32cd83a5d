import type { TaskLocks } from '../../engine/index.ts';

/** The browser's own locks: they hold over all tabs, and it takes them back from a tab that ends, however it ends. */
export class WebTaskLocks implements TaskLocks {
  async hold(name: string, work: () => Promise<void>): Promise<void> {
    await navigator.locks.request(name, work);
  }
}
