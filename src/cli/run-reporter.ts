import type { Progress } from '../executors/index.ts';

interface ShownEvent {
  readonly type: string;
  readonly step?: string;
  readonly executionTime?: number;
  readonly error?: { readonly code: string; readonly message: string };
  readonly reason?: string;
  readonly progress?: Progress;
}

/** Between two lines about the same download. */
const QUIET_MILLISECONDS = 2000;

/** Tells how a run goes, a line at a time. */
export class RunReporter {
  private lastProgress = 0;
  private readonly say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.say = say;
  }

  show(given: unknown): void {
    const event = given as ShownEvent;
    switch (event.type) {
      case 'step_started':
        this.say(`  ${event.step} …`);
        break;
      case 'step_succeeded':
        this.say(`✓ ${event.step} ${(event.executionTime ?? 0).toFixed(2)} s`);
        break;
      case 'step_failed':
        this.say(`✗ ${event.step} ${event.error?.code}: ${event.error?.message}`);
        break;
      case 'step_skipped':
        this.say(`- ${event.step} skipped. ${event.reason}`);
        break;
      case 'step_cancelled':
        this.say(`- ${event.step} cancelled`);
        break;
      case 'step_progress':
        this.showProgress(event.progress);
        break;
    }
  }

  private showProgress(progress: Progress | undefined): void {
    if (progress?.phase !== 'download' || progress.total === undefined) return;
    const now = Date.now();
    const isDone = progress.loaded === progress.total;
    if (!isDone && now - this.lastProgress < QUIET_MILLISECONDS) return;
    this.lastProgress = now;
    const megabytes = (bytes = 0): string => (bytes / 1e6).toFixed(1);
    this.say(
      `  ${progress.label ?? 'model'}: ${megabytes(progress.loaded)} of ${megabytes(progress.total)} MB`,
    );
  }
}
