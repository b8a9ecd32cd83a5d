import { FlowError } from '../../errors/index.ts';
import type { ModelRunOptions } from '../../executors/index.ts';
import type { ModelSession, SessionAnswer } from './model-session.ts';

/** Few enough that no worker is left with a long rest while the others are done. */
const ITEMS_AT_ONCE = 8;
/** Often enough for a bar that moves. */
const REPORT_EVERY_MILLISECONDS = 100;

/**
 * Runs a list over several workers, each taking the next few when it is free. The answers stand in the order of the
 * items. One item that fails ends it all.
 */
export async function spreadItems(
  items: readonly unknown[],
  sessions: readonly ModelSession[],
  options: ModelRunOptions,
): Promise<SessionAnswer> {
  const output: unknown[] = Array.from({ length: items.length });
  const failed = new AbortController();
  const { signal: own, onProgress, onPartial: _, ...rest } = options;
  const signal = own === undefined ? failed.signal : AbortSignal.any([own, failed.signal]);
  let next = 0;
  let done = 0;
  let loadTime = 0;
  let told = 0;
  const start = performance.now();
  const lane = async (session: ModelSession): Promise<void> => {
    while (next < items.length) {
      const begin = next;
      next = Math.min(items.length, begin + ITEMS_AT_ONCE);
      const answer = await session.run(items.slice(begin, next), {
        ...rest,
        signal,
        onProgress: (progress) => {
          // Of a run the whole is told, below.
          if (progress.phase !== 'run') onProgress?.(progress);
        },
      });
      for (const [index, each] of (answer.output as readonly unknown[]).entries())
        output[begin + index] = each;
      done += (answer.output as readonly unknown[]).length;
      loadTime = Math.max(loadTime, answer.loadTime);
      const now = performance.now();
      if (now - told < REPORT_EVERY_MILLISECONDS) continue;
      told = now;
      onProgress?.({ phase: 'run', loaded: done, total: items.length, unit: 'items' });
    }
  };
  const ends = await Promise.allSettled(
    sessions.map((session) =>
      lane(session).catch((thrown: unknown) => {
        failed.abort(FlowError.from(thrown, 'model_run_failed'));
        throw thrown;
      }),
    ),
  );
  if (failed.signal.aborted) throw failed.signal.reason;
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return { output, runTime: Math.max(0, (performance.now() - start) / 1000 - loadTime), loadTime };
}
