import { type BenchMessage, reasonOf } from './bench-message.ts';

/** Does the one job that a worker of a bench is given, and tells its page what comes of it. */
export function serveJob<Job, Answer>(
  work: (job: Job, say: (line: string) => void) => Promise<Answer>,
): void {
  const tell = (message: BenchMessage<Answer>): void => self.postMessage(message);
  const serve = async ({ data }: MessageEvent<Job>): Promise<void> => {
    try {
      // Without isolation the clock moves in steps of 100 µs.
      if (!self.crossOriginIsolated) throw new Error('The page is not cross-origin isolated.');
      tell({ type: 'answer', answer: await work(data, (line) => tell({ type: 'progress', line })) });
    } catch (thrown) {
      tell({ type: 'failed', reason: reasonOf(thrown) });
    }
  };
  // What comes later is for who holds.
  self.addEventListener('message', serve, { once: true });
}

/** Stands still until the command has looked at this worker from outside. */
export function hold(at: number): Promise<void> {
  return new Promise((resolve) => {
    self.addEventListener('message', () => resolve(), { once: true });
    const message: BenchMessage<never> = { type: 'hold', at };
    self.postMessage(message);
  });
}
