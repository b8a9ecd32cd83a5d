import { FlowError } from '../errors/index.ts';
import type { VectorAccess } from '../executors/index.ts';
import { LiveWorker } from './bridge/live-worker.ts';

/** An index that nobody used for so long gives its memory back, in milliseconds. */
const IDLE_AFTER = 5 * 60_000;

type Call = <Answer>(make: Parameters<LiveWorker<VectorAccess>['call']>[0]) => Promise<Answer>;

/**
 * Indexes of vectors, in a thread of their own: a search over 100,000 of them would keep the engine from its other work.
 * The thread starts with the first call and ends when it is idle; one that crashed is followed by another.
 */
export class VectorThread implements VectorAccess {
  private worker: LiveWorker<VectorAccess> | undefined;
  private open = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  describe: VectorAccess['describe'] = (index) => this.call((remote) => remote.describe(index));
  add: VectorAccess['add'] = (index, model, items) => this.call((remote) => remote.add(index, model, items));
  search: VectorAccess['search'] = (index, query) => this.call((remote) => remote.search(index, query));
  remove: VectorAccess['remove'] = (index, which) => this.call((remote) => remote.remove(index, which));

  private readonly call: Call = async (make) => {
    clearTimeout(this.timer);
    if (this.worker?.alive !== true) this.worker = startWorker();
    const { worker } = this;
    this.open++;
    try {
      return (await worker.call(make)) as never;
    } finally {
      this.open--;
      if (this.open === 0) this.timer = setTimeout(() => this.end(), IDLE_AFTER);
    }
  };

  private end(): void {
    this.worker?.terminate(new FlowError('worker_crashed', 'The thread of the vectors was idle.'));
    this.worker = undefined;
  }
}

function startWorker(): LiveWorker<VectorAccess> {
  return new LiveWorker(
    new Worker(new URL('./vector.worker.ts', import.meta.url), { type: 'module', name: 'vectors' }),
  );
}
