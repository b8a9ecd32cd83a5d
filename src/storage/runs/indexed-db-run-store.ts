import type { NewRun, RunEvent, RunLog, RunStore, StoredRun, TakenRun } from '../../engine/index.ts';
import { runNotFound } from '../../engine/run/resume-plan.ts';
import { unpackEvent } from '../../engine/state/wire-run.ts';
import { FlowError } from '../../errors/index.ts';
import type { PromptFlowSchema } from '../database/schema.ts';
import { reading, writing } from '../database/transaction.ts';
import { sha256OfText } from '../files/sha256.ts';
import { filesIn } from './files-in.ts';
import { JournalWriter } from './journal-writer.ts';
import { type LetGo, ownedRuns, ownRun, waitForRun } from './run-lock.ts';
import { holderOf, keysOf, type RunRecord } from './run-record.ts';

/** A run that was gone on with so often, and no step of it ended, may be what ends its page. */
const MOST_RESUMES = 3;

/** Runs and what happened in them, in IndexedDB. A run belongs to one tab at a time. */
export class IndexedDbRunStore implements RunStore {
  private readonly executors: ReadonlySet<string>;

  /** @param executors the names of those that the page has brought along so far */
  constructor(executors: ReadonlySet<string>) {
    this.executors = executors;
  }

  begin(run: NewRun, waits = false): RunLog {
    const { text, ...known } = run;
    const record: RunRecord = {
      ...known,
      flowHash: sha256OfText(text),
      status: 'running',
      executors: [...this.executors],
      resumes: 0,
    };
    return new JournalWriter(record, 0, () => beginRun(record, text, waits));
  }

  async takeOver(executionId: string, waiting?: AbortSignal): Promise<TakenRun> {
    const letGo = await (waiting === undefined ? ownRun(executionId) : waitForRun(executionId, waiting));
    try {
      const found = await readRun(executionId);
      if (found === undefined) throw runNotFound(executionId);
      const { record, text, events } = found;
      const { endedAt: _endedAt, executionTime: _time, error: _error, ...rest } = record;
      const taken: RunRecord = { ...rest, status: 'running', resumes: record.resumes + 1 };
      const sequence = events.at(-1)?.sequence ?? 0;
      const log = new JournalWriter(taken, sequence, async () => {
        if (record.status !== 'succeeded') await putRecord(taken);
        return letGo;
      });
      return {
        run: storedRun(
          record,
          text,
          events.map(({ event }) => event),
        ),
        log,
      };
    } catch (thrown) {
      letGo();
      throw thrown;
    }
  }

  async interrupted(): Promise<readonly string[]> {
    const owned = await ownedRuns();
    const running = await reading(['runs'], (transaction) =>
      transaction.objectStore('runs').index('status').getAll('running'),
    );
    return running
      .filter(
        ({ executionId, parent, autoResume, executors, resumes }) =>
          autoResume &&
          parent === undefined &&
          resumes < MOST_RESUMES &&
          !owned.has(executionId) &&
          executors.every((name) => this.executors.has(name)),
      )
      .sort((a, b) => a.startedAt - b.startedAt)
      .map(({ executionId }) => executionId);
  }

  async read(executionId: string): Promise<StoredRun | undefined> {
    const found = await readRun(executionId);
    return (
      found &&
      storedRun(
        found.record,
        found.text,
        found.events.map(({ event }) => event),
      )
    );
  }
}

/** Makes this tab the run's owner, and writes what is known of the run before its first event. */
async function beginRun(record: RunRecord, text: string, waits: boolean): Promise<LetGo> {
  const { executionId, flow: name, flowHash: sha256, inputs } = record;
  const letGo = await (waits ? waitForRun(executionId) : ownRun(executionId));
  try {
    await writing(['runs', 'flows', 'holds'], async (transaction) => {
      await transaction.objectStore('flows').put({ sha256, name, text });
      await transaction.objectStore('runs').put(record);
      const holds = transaction.objectStore('holds');
      for (const file of filesIn(inputs)) await holds.put({ sha256: file, holder: holderOf(executionId) });
    });
    return letGo;
  } catch (thrown) {
    letGo();
    throw thrown;
  }
}

interface FoundRun {
  readonly record: RunRecord;
  readonly text: string;
  readonly events: readonly { readonly sequence: number; readonly event: RunEvent }[];
}

async function readRun(executionId: string): Promise<FoundRun | undefined> {
  const found = await reading(['runs', 'flows', 'journal'], async (transaction) => {
    const record = await transaction.objectStore('runs').get(executionId);
    if (record === undefined) return undefined;
    const flow = await transaction.objectStore('flows').get(record.flowHash);
    const journal = await transaction.objectStore('journal').getAll(keysOf(executionId));
    return { record, flow, journal };
  });
  if (found === undefined) return undefined;
  const { record, flow, journal } = found;
  if (flow === undefined) throw damaged(executionId, 'the text of its flow is gone');
  const hole = journal.findIndex(({ sequence }, place) => sequence !== place + 1);
  if (hole >= 0) throw damaged(executionId, `entry ${hole + 1} of its journal is gone`);
  return { record, text: flow.text, events: journal.flatMap((entry) => readableEvent(executionId, entry)) };
}

/** What could not be stored at the time tells of nothing that a run could go on from. */
function readableEvent(
  executionId: string,
  { sequence, event }: PromptFlowSchema['journal']['value'],
): FoundRun['events'] {
  if (!isEvent(event)) throw damaged(executionId, `entry ${sequence} of its journal cannot be read`);
  if ('notStorable' in event) return [];
  return [{ sequence, event: unpackEvent(event) }];
}

function isEvent(value: unknown): value is { readonly type: string } {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function storedRun(record: RunRecord, text: string, events: readonly RunEvent[]): StoredRun {
  const {
    flowHash: _hash,
    endedAt: _ended,
    executionTime: _time,
    error: _error,
    executors: _executors,
    resumes: _resumes,
    ...run
  } = record;
  return { ...run, text, events };
}

async function putRecord(record: RunRecord): Promise<void> {
  await writing(['runs'], async (transaction) => {
    await transaction.objectStore('runs').put(record);
  });
}

function damaged(executionId: string, why: string): FlowError {
  const hint = 'Delete it, and run the flow again.';
  return new FlowError('run_damaged', `The run ${executionId} cannot be read: ${why}.`, { hint });
}
