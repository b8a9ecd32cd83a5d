import type { Progress } from '../../executors/index.ts';

/** Often enough for a bar that moves, seldom enough to cost nothing. */
const REPORT_EVERY_MILLISECONDS = 50;
/** A step that the eye sees is told at once: what comes from the disk is there before a report is due. */
const VISIBLE_PART = 0.05;

/** Counts the bytes of several files together, and tells of them now and then. */
export class ByteCounter {
  private loaded = 0;
  /** The most that was told: bytes that were wrong are fetched again, and a bar does not run backwards. */
  private told = 0;
  private reported = 0;
  private readonly label: string;
  private readonly total: number;
  private readonly onProgress: (progress: Progress) => void;

  constructor(label: string, total: number, onProgress: (progress: Progress) => void) {
    this.label = label;
    this.total = total;
    this.onProgress = onProgress;
  }

  /** Notes bytes that have come; fewer than none where some turned out to be wrong. */
  add(bytes: number): void {
    this.loaded += bytes;
    const { label, loaded, total } = this;
    const now = performance.now();
    if (loaded <= this.told) return;
    const isSoon =
      now - this.reported < REPORT_EVERY_MILLISECONDS && loaded - this.told < total * VISIBLE_PART;
    if (loaded < total && isSoon) return;
    this.reported = now;
    this.told = loaded;
    this.onProgress({ phase: 'download', label, loaded, total, unit: 'bytes' });
    // The bytes are there; what takes its time now is making a session of them.
    if (loaded >= total) this.onProgress({ phase: 'load', label });
  }
}
