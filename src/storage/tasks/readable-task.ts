import { TASK_STATUSES, type Task } from '../../engine/index.ts';
import { RANKS } from '../../engine/queue/task.ts';

/** The task that a record is; nothing where its parts make no sense, as after a fault of the disk. */
export function readableTask(value: unknown): { readonly task?: Task } {
  return isTask(value) ? { task: value } : {};
}

const NUMBERS = [
  'sequence',
  'submittedAt',
  'dueAt',
  'attempts',
  'failures',
  'losses',
  'maxAttempts',
  'retryDelay',
];
const OPTIONAL_NUMBERS = ['slot', 'timeout', 'startedAt', 'endedAt', 'lostSince'];
const TEXTS = ['taskId', 'executionId', 'queue', 'name'];

function isTask(value: unknown): value is Task {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Readonly<Record<string, unknown>>;
  return (
    NUMBERS.every((name) => Number.isFinite(record[name])) &&
    TEXTS.every((name) => typeof record[name] === 'string') &&
    OPTIONAL_NUMBERS.every((name) => record[name] === undefined || Number.isFinite(record[name])) &&
    TASK_STATUSES.some((status) => status === record['status']) &&
    RANKS.some((rank) => rank === record['rank']) &&
    (record['kind'] === 'flow' || record['kind'] === 'executor') &&
    // Who has the place's lock comes to it; without a place nobody would.
    (record['status'] !== 'running' || isPlace(record['slot'])) &&
    (record['error'] === undefined || isError(record['error']))
  );
}

function isPlace(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isError(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message } = value as Readonly<Record<string, unknown>>;
  return typeof code === 'string' && typeof message === 'string';
}
