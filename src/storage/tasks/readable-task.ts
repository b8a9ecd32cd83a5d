import { TASK_STATUSES, type Task } from '../../engine/index.ts';

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
const TEXTS = ['taskId', 'executionId', 'queue', 'name'];

function isTask(value: unknown): value is Task {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Readonly<Record<string, unknown>>;
  return (
    NUMBERS.every((name) => Number.isFinite(record[name])) &&
    TEXTS.every((name) => typeof record[name] === 'string') &&
    TASK_STATUSES.some((status) => status === record['status']) &&
    (record['kind'] === 'flow' || record['kind'] === 'executor')
  );
}
