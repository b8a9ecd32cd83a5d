import { measure } from './measure.ts';
import type { BenchMessage, MeasureSettings } from './measurement.ts';

/** The worker that measures in Chromium: engines run in workers here, as this one does on its page. */
const tell = (message: BenchMessage): void => self.postMessage(message);

self.onmessage = async ({ data }: MessageEvent<MeasureSettings>) => {
  try {
    // Without isolation the clock moves in steps of 100 µs.
    if (!self.crossOriginIsolated) throw new Error('The page is not cross-origin isolated.');
    tell({ type: 'rows', rows: await measure('chromium', data, (line) => tell({ type: 'progress', line })) });
  } catch (error) {
    tell({ type: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};
