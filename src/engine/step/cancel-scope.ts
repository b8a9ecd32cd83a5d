import { FlowError } from '../../errors/index.ts';
import type { Clock } from '../clock.ts';

/**
 * What can be ended before its time: a run, a step with a time limit, one attempt.
 * It does what an `AbortController` does at a fraction of the cost; a real signal is made for whoever asks for one.
 */
export class CancelScope {
  private cancelledBecause: FlowError | undefined;
  private listeners: Set<(reason: FlowError) => void> | undefined;
  private controller: AbortController | undefined;
  private detach: (() => void) | undefined;

  /** Why it was cancelled, if it was. */
  get reason(): FlowError | undefined {
    return this.cancelledBecause;
  }

  /** The same as an `AbortSignal`. */
  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.cancelledBecause !== undefined) this.controller.abort(this.cancelledBecause);
    }
    return this.controller.signal;
  }

  /** The first reason counts. */
  cancel(reason: FlowError): void {
    if (this.cancelledBecause !== undefined) return;
    this.cancelledBecause = reason;
    this.controller?.abort(reason);
    for (const listener of this.listeners ?? []) listener(reason);
    this.close();
  }

  /** Calls back when it is cancelled, at once where it is already; the answer takes the call back. */
  onCancel(listener: (reason: FlowError) => void): () => void {
    if (this.cancelledBecause !== undefined) {
      listener(this.cancelledBecause);
      return () => {};
    }
    this.listeners ??= new Set();
    const { listeners } = this;
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** A part of this one: cancelled with it, or by itself. To be closed when its work is over. */
  part(): CancelScope {
    const part = new CancelScope();
    part.detach = this.onCancel((reason) => part.cancel(reason));
    return part;
  }

  /** A part that ends when its seconds are over. */
  limited(seconds: number, clock: Clock, whenOver: () => FlowError): CancelScope {
    const part = this.part();
    const unlink = part.detach;
    const stopTimer = clock.after(seconds * 1000, () => part.cancel(whenOver()));
    part.detach = () => {
      unlink?.();
      stopTimer();
    };
    return part;
  }

  /** Lets go of clock and parent: the work is over. */
  close(): void {
    this.detach?.();
    this.detach = undefined;
  }

  /** The work's answer, or the reason for which it was not waited for. */
  race<T>(work: PromiseLike<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const stop = this.onCancel(reject);
      work.then(
        (value) => {
          stop();
          resolve(value);
        },
        (thrown) => {
          stop();
          reject(thrown);
        },
      );
    });
  }
}

/** The error of a step whose seconds are over. */
export function stepTimeout(seconds: number, what: 'attempt' | 'total'): FlowError {
  const all = what === 'total' ? ' for all its attempts' : '';
  const message = `The step took longer than its ${seconds} s${all} and was stopped.`;
  return new FlowError('step_timeout', message, { hint: 'Give it a longer timeout, or less to do.' });
}
