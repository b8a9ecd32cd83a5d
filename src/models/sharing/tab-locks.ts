/** Locks that hold over all tabs of the site. The browser takes them back from a tab that ends, however it ends. */
export interface TabLocks {
  /** Takes a lock for as long as this thread lives. Says whether it was free. */
  tryToHold(name: string): Promise<boolean>;
  /** Waits for a lock and takes it for as long as this thread lives. */
  hold(name: string): Promise<void>;
  /** Waits until nobody holds a lock. */
  whenFree(name: string): Promise<void>;
}

/** The browser's own locks. Its calls reject where the browser refuses them, such as in a sandboxed frame. */
export const webTabLocks: TabLocks = {
  tryToHold: (name) =>
    new Promise((resolve, reject) => {
      const take = (lock: Lock | null): Promise<void> | undefined => {
        resolve(lock !== null);
        return lock === null ? undefined : forGood();
      };
      navigator.locks.request(name, { ifAvailable: true }, take).catch(reject);
    }),
  hold: (name) =>
    new Promise((resolve, reject) => {
      const take = (): Promise<void> => {
        resolve();
        return forGood();
      };
      navigator.locks.request(name, take).catch(reject);
    }),
  async whenFree(name) {
    await navigator.locks.request(name, () => undefined);
  },
};

function forGood(): Promise<void> {
  return new Promise(() => {});
}
