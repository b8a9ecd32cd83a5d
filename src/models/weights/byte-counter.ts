import type { Progress } from '../../executors/index.ts';

/** Often enough for a bar that moves, seldom enough to cost nothing. */
const REPORT_EVERY_MILLISECONDS = 50;

/** Counts the bytes of several files together, and tells of them now and then. */
export class ByteCounter {
  private loaded = 0;
  private reported = 0;
  private readonly label: string;
  private readonly total: number;
  private readonly onProgress: ((progress: Progress) => void) | undefined;

  constructor(label: string, total: number, onProgress: ((progress: Progress) => void) | undefined) {
    this.label = label;
    this.total = total;
    this.onProgress = onProgress;
  }

  add(bytes: number): void {
    this.loaded += bytes;
    const now = performance.now();
    if (this.loaded < this.total && now - this.reported < REPORT_EVERY_MILLISECONDS) return;
    this.reported = now;
    const { label, loaded, total } = this;
    this.onProgress?.({ phase: 'download', label, loaded, total, unit: 'bytes' });
    // The bytes are there; what takes its time now is making a session of them.
    if (loaded >= total) this.onProgress?.({ phase: 'load', label });
  }
}
