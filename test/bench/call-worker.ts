import type { BenchMessage } from './bench-message.ts';

declare global {
  interface Window {
    /** Called by `scripts/bench/bench-page.ts`: a worker of its own does the job, and ends. */
    benchJob?: (job: unknown) => Promise<unknown>;
    /** These two are given by it. */
    benchProgress?: (line: string) => Promise<void>;
    benchHold?: (at: number) => Promise<void>;
  }
}

/** Hands a job to a worker and what that tells to the command. The worker ends with its answer, whatever it still does. */
export function callWorker(worker: Worker, job: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(`The worker ended: ${message}`));
    worker.onmessage = async ({ data }: MessageEvent<BenchMessage<unknown>>) => {
      switch (data.type) {
        case 'progress':
          return window.benchProgress?.(data.line);
        case 'hold':
          await window.benchHold?.(data.at);
          return worker.postMessage('go');
        case 'answer':
          worker.terminate();
          return resolve(data.answer);
        case 'failed':
          return reject(new Error(data.reason));
      }
    };
    worker.postMessage(job);
  });
}
