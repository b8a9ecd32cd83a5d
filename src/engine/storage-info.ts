import type { FlowError } from '../errors/index.ts';

/** Where a page's files and runs are kept, and how much room there is. */
export interface StorageInfo {
  /** `memory` where the browser gives no database: files then last as long as the page, and runs are not written down. */
  readonly kind: 'indexeddb' | 'memory';
  /** Why it is memory. */
  readonly fault?: FlowError;
  /** What the whole site takes up and may take up at most, in bytes, as far as the browser says. */
  readonly usage?: number;
  readonly quota?: number;
  /** Whether the browser has promised not to clear it when the disk is full. */
  readonly persisted: boolean;
}
