import { bytesOf } from '../../executors/bytes-of.ts';
import type { Invocation } from '../step/invocation.ts';
import type { RunTrace, TraceSpan } from './run-trace.ts';

/** The piece of work that a call of an executor belongs to, as far as a trace tells of it. */
interface TracedWork {
  readonly step: { readonly definition: { readonly name: string } };
  readonly readyAt: number;
  readonly index?: number;
}

/** One call of an executor as it is noted down. */
interface Note {
  readonly call: TracedWork;
  readonly executor: string;
  readonly attempt: number;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  readonly config: unknown;
  readonly invocation: Invocation;
  /** Undefined: the engine's own. */
  readonly thread: string | undefined;
  readonly isChild?: true;
}

type StoredNote = Note & { readonly prefix: string };

/** A batch calls another executor, or another flow, as often as its file has rows. */
const MOST_INNER_CALLS = 10_000;

/** What all recorders of one trace write to. */
interface Notes {
  readonly all: (StoredNote | TraceSpan)[];
  /** Calls of children and within sub-flows. */
  innerCalls: number;
}

/**
 * Notes down every call of an executor in one run. Noting keeps references alone: what is in them is measured
 * when somebody reads the trace, so that a run costs the same whether or not anybody will. Inner calls are measured at
 * once, since what they work on is not kept anywhere else, and of very many the first are noted.
 */
export class TraceRecorder {
  private readonly notes: Notes;
  private readonly prefix: string;

  constructor(notes: Notes = { all: [], innerCalls: 0 }, prefix = '') {
    this.notes = notes;
    this.prefix = prefix;
  }

  add(note: Note): void {
    const { notes, prefix } = this;
    const isInner = note.isChild === true || prefix !== '';
    if (!isInner) notes.all.push({ ...note, prefix });
    else if (notes.innerCalls++ < MOST_INNER_CALLS) notes.all.push(spanOf({ ...note, prefix }));
  }

  /** For the flow that a step runs: its calls stand in the same trace, under the step's name. */
  under(step: string): TraceRecorder {
    return new TraceRecorder(this.notes, `${this.prefix}${step} › `);
  }

  read(run: Omit<RunTrace, 'spans'>): RunTrace {
    const { all, innerCalls } = this.notes;
    return {
      ...run,
      spans: all.map((note) => ('call' in note ? spanOf(note) : note)),
      ...(innerCalls > MOST_INNER_CALLS && { omitted: innerCalls - MOST_INNER_CALLS }),
    };
  }
}

function spanOf(note: StoredNote): TraceSpan {
  const { call, executor, attempt, startedAt, config, invocation, thread, isChild, prefix } = note;
  const { metadata } = invocation;
  const { index, readyAt, step } = call;
  const model = metadata['model_name'];
  const device = metadata['device'];
  return {
    step: prefix + step.definition.name,
    executor,
    attempt,
    ...(index !== undefined && { index }),
    ...(isChild && { isChild }),
    // The first attempt alone waited in line; those after it waited for their delay.
    queueWait: attempt === 1 && !isChild ? Math.max(0, startedAt - readyAt) : 0,
    start: startedAt,
    end: invocation.endedAt,
    thread: thread ?? 'engine',
    status: invocation.success ? 'succeeded' : invocation.error.kind === 'cancelled' ? 'cancelled' : 'failed',
    ...(!invocation.success && { error: invocation.error.code }),
    bytesIn: bytesOf(config),
    bytesOut: invocation.success ? bytesOf(invocation.outputs) : 0,
    ...(typeof model === 'string' && { model }),
    ...(typeof device === 'string' && { device }),
  };
}
