import type { StorageInfo } from '../../engine/index.ts';

/** Engines differ in what they have of it, and insecure pages have none. */
const storage = (): Partial<StorageManager> => navigator.storage ?? {};

/** What the site takes up and may take up: asked from the page, since some engines have no `navigator.storage` in workers. */
export async function storageRoom(): Promise<Pick<StorageInfo, 'usage' | 'quota' | 'persisted'>> {
  // As methods: they throw without their object.
  const { usage, quota } = (await storage()
    .estimate?.()
    .catch(() => undefined)) ?? { usage: undefined, quota: undefined };
  const persisted = await storage()
    .persisted?.()
    .catch(() => false);
  return {
    ...(usage !== undefined && { usage }),
    ...(quota !== undefined && { quota }),
    persisted: persisted ?? false,
  };
}

export async function persistStorage(): Promise<boolean> {
  return (
    (await storage()
      .persist?.()
      .catch(() => false)) ?? false
  );
}
