import type { NewRun, RunEvent, RunLog } from '../../engine/index.ts';
import { packEvent } from '../../engine/state/wire-run.ts';
import type { FlowError } from '../../errors/index.ts';
import { storageError } from '../database/storage-error.ts';
import { writing } from '../database/transaction.ts';
import { filesIn } from './files-in.ts';
import { JournalCheckpoints } from './journal-checkpoints.ts';
import type { LetGo } from './run-lock.ts';
import { holderOf, keysOf, type RunRecord } from './run-record.ts';

/** Milliseconds that events are gathered for: one transaction for many costs little more than for one. */
const GATHER = 10;

/**
 * Writes the events of one run, in their order, many to a transaction. A run that is over has its record closed and
 * its checkpoints removed in the transaction of its last event: there is no moment at which only a part of that holds.
 */
export class JournalWriter implements RunLog {
  readonly checkpoints: JournalCheckpoints;
  private readonly durability: NewRun['durability'];
  private record: RunRecord;
  private sequence: number;
  private gathered: unknown[] = [];
  private finished: Partial<RunRecord> | undefined;
  /** A step came to its end, or to somebody who is asked. */
  private hasGotOn = false;
  /** Steps whose checkpoints nobody needs any more. */
  private over: string[] = [];
  private isUnderWay = true;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** All writing so far: each waits for the one before. */
  private last: Promise<void>;
  private letGo: LetGo | undefined;
  fault: FlowError | undefined;

  /**
   * @param start writes the run's record and makes this tab its owner, before the first event is written
   * @param sequence the last number in the journal so far
   */
  constructor(record: RunRecord, sequence: number, start: () => Promise<LetGo>) {
    this.record = record;
    this.sequence = sequence;
    this.durability = record.durability;
    this.checkpoints = new JournalCheckpoints(record.executionId, this.durability);
    this.last = start().then(
      (letGo) => {
        this.letGo = letGo;
      },
      (thrown: unknown) => {
        this.fault = storageError(thrown);
      },
    );
  }

  append(event: RunEvent): void {
    if (event.type === 'step_progress' || event.type === 'step_partial') return;
    this.note(event);
    this.gathered.push(packEvent(event));
    // Whoever wants each result to be safe before the next step asks for it by `written`.
    this.timer ??= setTimeout(() => this.flush(), this.durability === 'sync' ? 0 : GATHER);
  }

  async written(): Promise<void> {
    await this.flush();
    if (this.fault !== undefined) throw this.fault;
  }

  async close(): Promise<void> {
    if (!this.isUnderWay) return;
    this.isUnderWay = false;
    await this.flush();
    if (this.fault !== undefined) await this.leaveAlone();
    this.letGo?.();
  }

  private note(event: RunEvent): void {
    if (event.type === 'run_finished') {
      const { status, time: endedAt, executionTime, error } = event;
      this.finished = {
        status,
        endedAt,
        executionTime,
        ...(error !== undefined && { error: { code: error.code, message: error.message } }),
      };
    }
    // Those of a step that failed stay: the run may go on from there.
    if (event.type === 'step_succeeded' || event.type === 'step_skipped') {
      this.hasGotOn = true;
      this.over.push(event.step);
    }
    // A run that waits for a person for days is closed and opened many times, and is none that ends its page.
    if (event.type === 'step_waiting') this.hasGotOn = true;
  }

  /** Writes what was gathered, after what is being written. Resolves always. */
  private flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.last = this.last.then(() => this.writeGathered());
    return this.last;
  }

  private async writeGathered(): Promise<void> {
    const events = this.gathered;
    this.gathered = [];
    if (events.length === 0 || this.fault !== undefined) return;
    try {
      await this.write(events);
    } catch (thrown) {
      this.fault = storageError(thrown);
    }
  }

  private async write(events: readonly unknown[]): Promise<void> {
    const { executionId } = this.record;
    const record = this.changedRecord();
    const over = this.over;
    this.over = [];
    let { sequence } = this;
    const durability = this.durability === 'sync' ? 'strict' : 'relaxed';
    await writing(
      ['runs', 'journal', 'checkpoints', 'holds'],
      async (transaction) => {
        const journal = transaction.objectStore('journal');
        // Only the last request is waited for: all belong to one transaction.
        for (const event of events) putEvent(journal, { executionId, sequence: ++sequence, event });
        const holder = holderOf(executionId);
        const holds = transaction.objectStore('holds');
        for (const sha256 of filesIn(events)) holds.put({ sha256, holder }).catch(() => {});
        if (record !== undefined) await transaction.objectStore('runs').put(record);
        const checkpoints = transaction.objectStore('checkpoints');
        for (const step of over) this.checkpoints.forget(step, checkpoints);
        if (record?.status === 'succeeded') await checkpoints.delete(keysOf(executionId));
      },
      { durability },
    );
    this.sequence = sequence;
  }

  /** The record, where these events change it. */
  private changedRecord(): RunRecord | undefined {
    const { finished, hasGotOn, record } = this;
    const isNews = finished !== undefined || (hasGotOn && record.resumes > 0);
    if (!isNews) return undefined;
    this.record = { ...record, resumes: hasGotOn ? 0 : record.resumes, ...finished };
    this.finished = undefined;
    return this.record;
  }

  /** A run whose journal has holes must not go on by itself one day. */
  private async leaveAlone(): Promise<void> {
    const { executionId } = this.record;
    await writing(['runs'], async (transaction) => {
      const runs = transaction.objectStore('runs');
      const record = await runs.get(executionId);
      if (record !== undefined) await runs.put({ ...record, autoResume: false });
    }).catch(() => {});
  }
}

interface EventStore {
  put(record: { executionId: string; sequence: number; event: unknown }): Promise<unknown>;
}

/** Outputs that cannot be stored are left out: after a reload the step that gave them is done again. */
function putEvent(journal: EventStore, record: Parameters<EventStore['put']>[0]): void {
  try {
    journal.put(record).catch(() => {});
  } catch (thrown) {
    if (!(thrown instanceof DOMException) || thrown.name !== 'DataCloneError') throw thrown;
    journal.put({ ...record, event: storable(record.event) }).catch(() => {});
  }
}

function storable(event: unknown): unknown {
  const { type, step, time } = event as { type: string; step?: string; time: number };
  return { type, ...(step !== undefined && { step }), time, notStorable: true };
}
