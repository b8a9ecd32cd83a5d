import type { RunTrace, TraceSpan } from './run-trace.ts';

/** One event of the Trace Event format. Times are microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: 'X' | 'M';
  readonly cat?: string;
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args: Readonly<Record<string, unknown>>;
}

const PROCESS = 1;

/**
 * A trace in the Trace Event format, which Perfetto and chrome://tracing open.
 * Calls that overlap in one thread get a line each: slices of one line would have to lie inside of each other.
 * Source: “Trace Event Format”, sections “Complete Events” and “Metadata Events”.
 *
 * @example
 * const json = JSON.stringify(toTraceEvents(trace));
 */
export function toTraceEvents(trace: RunTrace): { readonly traceEvents: readonly TraceEvent[] } {
  const lines = new Lines();
  const run = lines.idOf('run', trace.start, trace.end ?? trace.start);
  const spans = [...trace.spans].sort((a, b) => a.start - b.start);
  const events = spans.map((span) => eventOf(span, trace, lines.idOf(span.thread, span.start, span.end)));
  const end = trace.end ?? Math.max(trace.start, ...spans.map((span) => span.end));
  const { executionId: execution_id, status, omitted } = trace;
  const args = { execution_id, status, ...(omitted !== undefined && { omitted }) };
  const whole: TraceEvent = {
    name: trace.flow,
    cat: 'run',
    ph: 'X',
    ts: 0,
    dur: microseconds(end - trace.start),
    pid: PROCESS,
    tid: run,
    args,
  };
  return { traceEvents: [nameOf('process_name', 0, 'PromptFlow'), ...lines.names(), whole, ...events] };
}

function eventOf(span: TraceSpan, trace: RunTrace, tid: number): TraceEvent {
  const { step, executor, attempt, index, isChild, queueWait, thread, status, error } = span;
  const item = index === undefined ? '' : `[${index}]`;
  const again = attempt === 1 ? '' : ` (attempt ${attempt})`;
  return {
    name: isChild ? `${step}${item} › ${executor}` : `${step}${item}${again}`,
    cat: isChild ? 'child' : 'step',
    ph: 'X',
    ts: microseconds(span.start - trace.start),
    dur: microseconds(span.end - span.start),
    pid: PROCESS,
    tid,
    args: {
      executor,
      attempt,
      thread,
      status,
      ...(error !== undefined && { error }),
      queue_wait_ms: queueWait,
      bytes_in: span.bytesIn,
      bytes_out: span.bytesOut,
      ...(span.model !== undefined && { model: span.model }),
      ...(span.device !== undefined && { device: span.device }),
    },
  };
}

/** Gives each span a line on which nothing else happens meanwhile. */
class Lines {
  private readonly lines: { readonly thread: string; readonly id: number; busyUntil: number }[] = [];

  idOf(thread: string, start: number, end: number): number {
    const free = this.lines.find((line) => line.thread === thread && line.busyUntil <= start);
    if (free !== undefined) {
      free.busyUntil = end;
      return free.id;
    }
    const id = this.lines.length + 1;
    this.lines.push({ thread, id, busyUntil: end });
    return id;
  }

  names(): TraceEvent[] {
    return this.lines.map(({ thread, id }) => nameOf('thread_name', id, thread));
  }
}

function nameOf(what: 'process_name' | 'thread_name', tid: number, name: string): TraceEvent {
  return { name: what, ph: 'M', ts: 0, pid: PROCESS, tid, args: { name } };
}

function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000);
}
