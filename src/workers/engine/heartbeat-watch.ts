import { HEARTBEAT } from './engine-api.ts';

const TICK_MILLISECONDS = 1000;
/** So many looks in a row without a beat mean that the thread hangs. */
const SILENT_TICKS = 5;

/**
 * Watches a worker's heartbeat from its first beat on and calls back once when it falls silent.
 * It counts its own looks instead of seconds: a page that was asleep, or slowed down in the background,
 * has not looked, and so does not take its own sleep for the worker's.
 *
 * @returns a function that ends the watch
 */
export function watchHeartbeat(worker: Worker, onSilence: () => void): () => void {
  let silent: number | undefined;
  const beat = ({ data }: MessageEvent): void => {
    if (data === HEARTBEAT) silent = 0;
  };
  worker.addEventListener('message', beat);
  const timer = setInterval(() => {
    if (silent === undefined || ++silent < SILENT_TICKS) return;
    stop();
    onSilence();
  }, TICK_MILLISECONDS);
  const stop = (): void => {
    clearInterval(timer);
    worker.removeEventListener('message', beat);
  };
  return stop;
}
