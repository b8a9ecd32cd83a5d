import type { BenchMessage, MeasureSettings, Row } from './measurement.ts';

declare global {
  interface Window {
    /** Called by `scripts/bench/in-chromium.ts`. */
    measureEngines?: (settings: MeasureSettings) => Promise<readonly Row[]>;
    /** Given by it. */
    benchProgress?: (line: string) => void;
  }
}

/** The page only starts the worker and hands on what it tells. */
window.measureEngines = (settings) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./measure.worker.ts', import.meta.url), { type: 'module' });
    worker.onerror = ({ message }) => reject(new Error(`The worker ended: ${message}`));
    worker.onmessage = ({ data }: MessageEvent<BenchMessage>) => {
      if (data.type === 'progress') window.benchProgress?.(data.line);
      else if (data.type === 'rows') resolve(data.rows);
      else reject(new Error(data.reason));
    };
    worker.postMessage(settings);
  });
