import type { Invocation } from '../step/invocation.ts';
import type { StepCall } from '../step/step-call.ts';
import { bytesOf } from './bytes-of.ts';
import type { RunTrace, TraceSpan } from './run-trace.ts';

/** One call of an executor as it is noted down. */
interface Note {
  readonly call: StepCall;
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

/**
 * Notes down every call of an executor in one run. Noting keeps references alone: what is in them is measured
 * when somebody reads the trace, so that a run costs the same whether or not anybody will.
 */
export class TraceRecorder {
  private readonly notes: StoredNote[];
  private readonly prefix: string;

  constructor(notes: StoredNote[] = [], prefix = '') {
    this.notes = notes;
    this.prefix = prefix;
  }

  add(note: Note): void {
    this.notes.push({ ...note, prefix: this.prefix });
  }

  /** For the flow that a step runs: its calls stand in the same trace, under the step's name. */
  under(step: string): TraceRecorder {
    return new TraceRecorder(this.notes, `${this.prefix}${step} › `);
  }

  read(run: Omit<RunTrace, 'spans'>): RunTrace {
    return { ...run, spans: this.notes.map(spanOf) };
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
