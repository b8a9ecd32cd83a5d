import { cancellationOf, type FlowError } from '../../../errors/index.ts';
import { overLimit, unreadable } from '../document-fault.ts';

/** The thread in which pdf.js works. It ends with the step, and when what is waited for takes too long. */
export class PdfThread {
  readonly worker: Worker;
  readonly #name: string;
  readonly #time: number;
  readonly #failed: Promise<never>;
  readonly #stop = new AbortController();
  #fail!: (reason: FlowError) => void;

  constructor(name: string, time: number, signal: AbortSignal) {
    this.#name = name;
    this.#time = time;
    this.#failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    // It may fail while nobody waits.
    this.#failed.catch(() => {});
    this.worker = new Worker(new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url), {
      type: 'module',
      name: 'pdf',
    });
    const options = { signal: this.#stop.signal };
    this.worker.addEventListener('error', ({ message }) => this.#fail(this.#crashed(message)), options);
    signal.addEventListener('abort', () => this.#fail(cancellationOf(signal)), options);
    if (signal.aborted) this.#fail(cancellationOf(signal));
  }

  /** What is waited for; rejects with `document_limit` when it takes too long. `what` begins a sentence. */
  async within<Value>(answer: Promise<Value>, what: string): Promise<Value> {
    // The library's own promises never end once the thread has.
    answer.catch(() => {});
    const timer = setTimeout(() => {
      this.#fail(overLimit(this.#name, `${what} takes longer than ${this.#time / 1000} seconds.`));
    }, this.#time);
    try {
      return await Promise.race([answer, this.#failed]);
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    this.#stop.abort();
    this.worker.terminate();
  }

  #crashed(message: string | undefined): FlowError {
    const why = `Its reader failed${message === undefined || message === '' ? '' : `: ${message}`}.`;
    return unreadable(this.#name, 'a PDF', why, 'Print it to PDF anew, or split it into parts.');
  }
}
