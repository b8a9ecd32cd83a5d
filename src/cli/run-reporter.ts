import type { Question, RunEvent } from '../engine/index.ts';
import type { Progress } from '../executors/index.ts';
import { displayable } from './terminal/display-width.ts';

/** An event as the page hands it out: see `briefly` in `host.ts`. */
interface ShownEvent {
  readonly type: RunEvent['type'];
  readonly step?: string;
  readonly executionTime?: number;
  readonly error?: { readonly code: string; readonly message: string };
  readonly reason?: string;
  readonly progress?: Progress;
  readonly attempt?: number;
  readonly index?: number;
  readonly delay?: number;
  readonly question?: Question;
  readonly cached?: true;
  readonly metadata?: { readonly fallback?: unknown };
}

/** Between two lines about the same download or the same list. */
const QUIET_MILLISECONDS = 2000;

/** Tells how a run goes, a line at a time. */
export class RunReporter {
  /** When a step's progress was last told, in milliseconds since 1970. */
  private readonly lastTold = new Map<string, number>();
  private readonly write: (line: string) => void;
  private readonly now: () => number;

  constructor(write: (line: string) => void, now: () => number = Date.now) {
    this.write = write;
    this.now = now;
  }

  show(given: unknown): void {
    const event = given as ShownEvent;
    const { step = '' } = event;
    switch (event.type) {
      case 'step_started':
        this.say(`  ${step} …`);
        // What is over soon needs no line about how far it is.
        this.lastTold.set(step, this.now());
        break;
      case 'step_retrying':
        this.say(`↻ ${retryOf(event)}`);
        break;
      case 'step_waiting':
        this.say(`? ${askerOf(event)} asks: ${event.question?.message ?? ''}`);
        break;
      case 'step_succeeded':
        this.say(`✓ ${step} ${(event.executionTime ?? 0).toFixed(2)} s${howOf(event)}`);
        break;
      case 'step_failed':
        this.say(`✗ ${step} ${event.error?.code}: ${event.error?.message}`);
        break;
      case 'step_skipped':
        this.say(`- ${step} skipped. ${event.reason}`);
        break;
      case 'step_cancelled':
        this.say(`- ${step} cancelled`);
        break;
      case 'step_progress':
        this.showProgress(step, event.progress);
        break;
    }
  }

  private showProgress(step: string, progress: Progress | undefined): void {
    if (progress?.total === undefined) return;
    const isList = progress.unit === 'items';
    if (progress.phase !== 'download' && !isList) return;
    const now = this.now();
    const isDone = progress.loaded === progress.total;
    // The line that says that the step is over follows the last item anyway.
    if (isDone ? isList : now - (this.lastTold.get(step) ?? 0) < QUIET_MILLISECONDS) return;
    this.lastTold.set(step, now);
    if (isList) this.say(`  ${step}: ${progress.loaded ?? 0} of ${progress.total} items`);
    else {
      const { label = 'model', loaded, total } = progress;
      this.say(`  ${label}: ${megabytes(loaded)} of ${megabytes(total)} MB`);
    }
  }

  /** Messages hold what flows and models say, and a line here is one line. */
  private say(line: string): void {
    this.write(displayable(line));
  }
}

/** The step of a sub-flow is asked for by its own name. */
function askerOf({ step, question }: ShownEvent): string {
  return question === undefined || question.step === step ? `${step}` : `${step} › ${question.step}`;
}

function retryOf({ step, attempt = 1, index, error, delay = 0 }: ShownEvent): string {
  const item = index === undefined ? '' : ` on item ${index}`;
  const wait = delay === 0 ? 'at once' : `in ${Number(delay.toFixed(2))} s`;
  return `${step} failed at attempt ${attempt}${item}, again ${wait}. ${error?.code}: ${error?.message}`;
}

/** What a step that succeeded owes to others. */
function howOf({ cached, metadata, error }: ShownEvent): string {
  if (cached) return ', from the cache';
  const fallback = metadata?.fallback;
  if (fallback === undefined) return '';
  const by = fallback === 'value' ? 'its fallback value' : `step ${fallback}`;
  return `, by ${by} after ${error?.code}: ${error?.message}`;
}

function megabytes(bytes = 0): string {
  return (bytes / 1e6).toFixed(1);
}
