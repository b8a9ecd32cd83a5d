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

/**
 * Notes down every call of an executor in one run. Noting keeps references alone: what is in them is measured
 * when somebody reads the trace, so that a run costs the same whether or not anybody will.
 */
export class TraceRecorder {
  private readonly notes: Note[] = [];

  add(note: Note): void {
    this.notes.push(note);
  }

  read(run: Omit<RunTrace, 'spans'>): RunTrace {
    return { ...run, spans: this.notes.map(spanOf) };
  }
}

function spanOf({
  call,
  executor,
  attempt,
  startedAt,
  config,
  invocation,
  thread,
  isChild,
}: Note): TraceSpan {
  const { metadata } = invocation;
  const { index, readyAt, setting, step } = call;
  const model = metadata['model_name'];
  const device = metadata['device'];
  return {
    step: step.definition.name,
    executor,
    attempt,
    ...(index !== undefined && { index }),
    ...(isChild && { isChild }),
    // The first attempt alone waited in line; those after it waited for their delay.
    queueWait: attempt === 1 && !isChild ? Math.max(0, startedAt - readyAt) : 0,
    start: startedAt,
    end: invocation.endedAt,
    thread: thread ?? 'engine',
    status: invocation.success ? 'succeeded' : setting.cancel.reason === undefined ? 'failed' : 'cancelled',
    ...(!invocation.success && { error: invocation.error.code }),
    bytesIn: bytesOf(config),
    bytesOut: invocation.success ? bytesOf(invocation.outputs) : 0,
    ...(typeof model === 'string' && { model }),
    ...(typeof device === 'string' && { device }),
  };
}
