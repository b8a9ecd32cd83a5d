import { access, constants, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type RunTrace, toTraceEvents } from '../engine/index.ts';
import { UsageError } from './exit-codes.ts';

/** Throws a `UsageError` where no file can be written: better now than after the run. */
export async function assertWritable(path: string): Promise<void> {
  await access(dirname(path), constants.W_OK).catch(() => {
    throw new UsageError(`--trace: the folder of ${path} is not there, or nothing can be written to it.`);
  });
}

/** Writes a run's trace in the Trace Event format, which Perfetto and chrome://tracing open. */
export async function writeTrace(
  path: string,
  trace: RunTrace | undefined,
  say: (line: string) => void,
): Promise<void> {
  // The engine that kept it was replaced meanwhile.
  if (trace === undefined) return say(`${path} is not written: the trace was lost with its engine.`);
  await writeFile(path, JSON.stringify(toTraceEvents(trace)));
  say(`Trace: ${path}`);
}
