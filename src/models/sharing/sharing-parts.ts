import { type TabLocks, webTabLocks } from './tab-locks.ts';

/** What tabs need to share their models. */
export interface SharingParts {
  /** The same in the tabs that share, and in no others. */
  readonly name: string;
  readonly locks: TabLocks;
  readonly openChannel: (name: string) => BroadcastChannel;
  readonly newId: () => string;
}

/**
 * What this page shares its models by; undefined where the browser has no means to.
 *
 * @param root the site's root, with a slash at the end
 */
export function sharingParts(root: URL): SharingParts | undefined {
  if (!('locks' in navigator) || typeof BroadcastChannel === 'undefined') return undefined;
  return {
    // The address of this very script: a tab that is still of an older build speaks another language, and has other
    // code in its models. A page without isolation computes with one thread, which one with it should not wait for.
    name: `prompt-flow/models/${root.href} ${location.href} ${crossOriginIsolated ? 'isolated' : 'open'}`,
    locks: webTabLocks,
    openChannel: (name) => new BroadcastChannel(name),
    newId: () => crypto.randomUUID(),
  };
}
