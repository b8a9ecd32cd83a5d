import type { PastRunStatus, RunEntry, RunFilter } from '../../engine/index.ts';
import { isFlowFile } from '../../executors/index.ts';
import type { RunRecord } from '../runs/run-record.ts';

/** Characters of a run's inputs in a list. */
const SUMMARY_LENGTH = 160;
/** Characters of one text that are searched: who looks for a run remembers its beginning. */
const SEARCHED_LENGTH = 20_000;

/** A run as a list shows it. `owned` are the runs that some tab goes on with. */
export function entryOf(record: RunRecord, owned: ReadonlySet<string>): RunEntry {
  const { executionId, flow, address, startedAt, endedAt, executionTime, error } = record;
  return {
    executionId,
    flow,
    ...(address !== undefined && { address }),
    status: statusOf(record, owned),
    startedAt,
    ...(endedAt !== undefined && { endedAt }),
    ...(executionTime !== undefined && { executionTime }),
    ...(error !== undefined && { error }),
    summary: summaryOf(record.inputs),
  };
}

/** Whether a run is one of those that are looked for. Runs of sub-flows never are. */
export function fits(record: RunRecord, owned: ReadonlySet<string>, filter: RunFilter): boolean {
  const { flow, status, text } = filter;
  return (
    record.parent === undefined &&
    (flow === undefined || record.flow === flow) &&
    (status === undefined || statusOf(record, owned) === status) &&
    (text === undefined || text.trim() === '' || says(record, text.trim().toLowerCase()))
  );
}

function statusOf({ status, executionId }: RunRecord, owned: ReadonlySet<string>): PastRunStatus {
  return status === 'running' && !owned.has(executionId) ? 'interrupted' : status;
}

function says({ flow, executionId, error, inputs }: RunRecord, text: string): boolean {
  for (const each of [flow, executionId, error?.message ?? '', ...textsIn(inputs)]) {
    if (each.slice(0, SEARCHED_LENGTH).toLowerCase().includes(text)) return true;
  }
  return false;
}

function summaryOf(inputs: Readonly<Record<string, unknown>>): string {
  let summary = '';
  for (const text of textsIn(inputs)) {
    if (text.trim() === '') continue;
    const line = text
      .slice(0, 2 * SUMMARY_LENGTH)
      .replace(/\s+/g, ' ')
      .trim();
    summary += summary === '' ? line : ` · ${line}`;
    if (summary.length > SUMMARY_LENGTH) return `${summary.slice(0, SUMMARY_LENGTH - 1).trimEnd()}…`;
  }
  return summary;
}

/** The texts, numbers and names of files in a value, in their order, however deep. Numbers of vectors are none. */
function* textsIn(value: unknown, depth = 0): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'number' || typeof value === 'bigint') yield String(value);
  else if (isFlowFile(value)) yield value.name;
  else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && depth < 20) {
    for (const member of Object.values(value)) yield* textsIn(member, depth + 1);
  }
}
