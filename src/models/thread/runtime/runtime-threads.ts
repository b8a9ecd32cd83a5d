/**
 * The runtime's own threads, and how to end them.
 *
 * A thread of the runtime that has nothing to do waits inside of WebAssembly and reads no messages. A browser that is
 * told to end such a worker waits first, Chromium for two seconds, and keeps the model's memory for so long. The runtime
 * has no call that ends its threads, but each of them looks ten times a second whether it was cancelled (POSIX'
 * `pthread_cancel`, a word in memory that all of them share). This sets that word.
 */

/** A thread in a nested worker. */
interface RuntimeThread {
  /** Where the thread's `struct pthread` begins, in bytes; a worker that waits for a thread to run has none. */
  record: number | undefined;
  readonly ended: Promise<void>;
}

/** Places in Emscripten's `struct pthread`, in bytes (its system/lib/libc/musl/src/internal/pthread_impl.h). */
const SELF = 0;
const DETACH_STATE = 32;
const CANCEL = 36;
/** What `detach_state` is while a thread runs that another one may join. */
const JOINABLE = 2;
/** How long threads may take to look, in milliseconds: they do every 100. */
const PATIENCE = 300;

const threads: RuntimeThread[] = [];
let memory: WebAssembly.Memory | undefined;
let isEnding = false;

/** Takes note of the threads that the runtime starts. To be called before it does. */
export function watchRuntimeThreads(): void {
  const PlainWorker = globalThis.Worker;
  globalThis.Worker = class extends PlainWorker {
    private readonly thread: RuntimeThread = { record: undefined, ended: endOf(this) };

    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      threads.push(this.thread);
    }

    override postMessage(message: unknown, options?: StructuredSerializeOptions | Transferable[]): void {
      this.readOrder(message);
      super.postMessage(message, options as StructuredSerializeOptions);
    }

    /** The names in the messages are another build's others; what they hold is known by its nature. */
    private readOrder(message: unknown): void {
      if (typeof message !== 'object' || message === null) return;
      const values = Object.values(message);
      memory ??= values.find((value) => value instanceof WebAssembly.Memory);
      this.thread.record = values.find(isThreadRecord) ?? this.thread.record;
      // The names of the functions that the thread is to call here: its complaint about its end is for nobody.
      if (memory !== undefined && values.includes(memory)) values.find(Array.isArray)?.push(COMPLAIN);
    }
  };
}

/** Ends the runtime's threads, so that the browser ends this worker at once. Nothing can be computed afterwards. */
export async function endRuntimeThreads(): Promise<void> {
  if (memory === undefined) return;
  isEnding = true;
  const words = new Int32Array(memory.buffer);
  const cancelled = threads.filter(({ record }) => record !== undefined && isThreadRecord(record));
  for (const { record = 0 } of cancelled) Atomics.store(words, (record + CANCEL) / 4, 1);
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([Promise.all(cancelled.map(({ ended }) => ended)), patience]);
}

const COMPLAIN = 'printErr';

/** A record begins with its own address. */
function isThreadRecord(value: unknown): value is number {
  if (memory === undefined || typeof value !== 'number' || value <= 0 || value % 4 !== 0) return false;
  const words = new Int32Array(memory.buffer);
  return words[(value + SELF) / 4] === value && words[(value + DETACH_STATE) / 4] === JOINABLE;
}

/** A cancelled thread leaves its code by an error. Only that one is kept from the console, and from the runtime. */
function endOf(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.addEventListener('error', (event) => {
      if (!isEnding) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      resolve();
    });
    worker.addEventListener('message', (event) => {
      const values: unknown[] = Object.values(event.data ?? {});
      if (!values.includes(COMPLAIN)) return;
      event.stopImmediatePropagation();
      if (!isEnding) console.error(...values.filter(Array.isArray).flat());
    });
  });
}
