import { readFile } from 'node:fs/promises';
import { builtinRegistry } from '../executors/builtin.ts';
import { type LoadedFlow, loadFlow } from '../flow/index.ts';
import { UsageError } from './exit-codes.ts';
import type { NamedText } from './fault-lines.ts';

/** A flow file, read and checked in Node: no browser is needed to find its faults. */
export interface CheckedFlow extends LoadedFlow, NamedText {}

/** Reads and checks a flow file. Throws a `UsageError` where there is none. */
export async function checkFlowFile(path: string): Promise<CheckedFlow> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`${path} cannot be read: give the path of a flow.yaml.`);
  });
  return { path, ...loadFlow(text, builtinRegistry()) };
}
