import './error-transfer.ts';
import { type Remote, wrap } from 'comlink';
import { FlowError } from '../../errors/index.ts';

/**
 * A worker whose calls cannot hang: when it ends, crashes or is terminated, every open call rejects.
 * (A bare Comlink call to a worker that is gone waits for ever.)
 */
export class LiveWorker<Api> {
  readonly worker: Worker;
  private readonly remote: Remote<Api>;
  /** The rejections of the calls that are open; a promise raced against each call would keep them all for ever. */
  private readonly open = new Set<(reason: FlowError) => void>();
  private endedBecause: FlowError | undefined;

  constructor(worker: Worker) {
    this.worker = worker;
    this.remote = wrap<Api>(worker);
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      const said = event.message ? `: ${event.message}` : ' or could not be loaded';
      this.terminate(new FlowError('worker_crashed', `A worker stopped${said}.`));
    });
    // An answer that cannot be read is no answer: the call it belongs to would wait for ever.
    worker.addEventListener('messageerror', () => {
      this.terminate(new FlowError('worker_crashed', 'A worker sent an answer that cannot be read.'));
    });
  }

  get alive(): boolean {
    return this.endedBecause === undefined;
  }

  /** Makes a call. Rejects with the reason when the worker ends first. */
  call<Answer>(make: (remote: Remote<Api>) => Promise<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.endedBecause !== undefined) {
        reject(this.endedBecause);
        return;
      }
      this.open.add(reject);
      make(this.remote)
        .then(resolve, reject)
        .finally(() => this.open.delete(reject));
    });
  }

  /** Ends the worker at once, whatever it does, and gives its memory back. */
  terminate(reason: FlowError): void {
    if (this.close(reason)) this.worker.terminate();
  }

  /** Ends the worker after a last call, or when that took so many milliseconds. Open calls reject at once. */
  async retire(
    reason: FlowError,
    lastCall: (remote: Remote<Api>) => Promise<void>,
    patience: number,
  ): Promise<void> {
    if (!this.close(reason)) return;
    await Promise.race([lastCall(this.remote).catch(() => {}), pause(patience)]);
    this.worker.terminate();
  }

  /** Tells whether it was open until now. */
  private close(reason: FlowError): boolean {
    if (this.endedBecause !== undefined) return false;
    this.endedBecause = reason;
    for (const reject of this.open) reject(reason);
    this.open.clear();
    return true;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
