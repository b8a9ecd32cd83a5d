import type { RunEvent } from '../state/run-event.ts';
import type { Task } from './task.ts';

interface Consequences {
  /** A step has come to its end, or to somebody who is asked. */
  readonly gettingOn: () => void;
  /** Gives the task's place to others until the wait is over. */
  readonly lend: (wait: () => Promise<void>) => Promise<void>;
}

/** What the events of an attempt mean for its task. A run that goes on tells first what was before: that is passed over. */
export class AttemptWatch {
  private readonly since: number;
  private readonly consequences: Consequences;
  private isCountedAsLost: boolean;
  /** The steps that ask somebody right now. */
  private readonly asking = new Set<string>();
  private stopLending = (): void => {};

  constructor({ losses, startedAt = 0 }: Task, consequences: Consequences) {
    this.since = startedAt;
    this.isCountedAsLost = losses > 0;
    this.consequences = consequences;
  }

  hear(event: RunEvent): void {
    if (!('time' in event) || event.time < this.since) return;
    switch (event.type) {
      case 'step_waiting':
        this.ask(event.step);
        this.getOn();
        break;
      case 'step_answered':
        this.letGo(event.step);
        break;
      case 'step_succeeded':
      case 'step_failed':
      case 'step_skipped':
        this.getOn();
        break;
    }
  }

  end(): void {
    this.stopLending();
  }

  private getOn(): void {
    if (!this.isCountedAsLost) return;
    this.isCountedAsLost = false;
    this.consequences.gettingOn();
  }

  /** A person may take days. Others of the queue need not wait for that. */
  private ask(step: string): void {
    const isFirst = this.asking.size === 0;
    this.asking.add(step);
    if (!isFirst) return;
    const answered = new Promise<void>((resolve) => {
      this.stopLending = resolve;
    });
    this.consequences.lend(() => answered).catch(() => {});
  }

  private letGo(step: string): void {
    this.asking.delete(step);
    if (this.asking.size === 0) this.stopLending();
  }
}
