import { FlowError } from '../../../src/errors/index.ts';
import type { CatalogueModel } from '../../../src/models/catalogue/catalogue-model.ts';
import { ModelHost } from '../../../src/models/host/model-host.ts';
import { SharedModels } from '../../../src/models/sharing/shared-models.ts';
import type { TabLocks } from '../../../src/models/sharing/tab-locks.ts';
import { ScriptedWorker } from '../host/scripted-worker.ts';

/** Some tabs of one browser, in this process: their channels are Node's own, their locks are these. */
export class Tabs {
  private readonly all: Tab[] = [];
  private readonly held = new Map<string, Tab>();
  private readonly waiting: { name: string; tab: Tab; take: () => void }[] = [];

  open(options: TabOptions = {}): Tab {
    const tab = new Tab((each) => this.locksOf(each), options);
    this.all.push(tab);
    return tab;
  }

  /** The browser takes back what the tab held. */
  end(tab: Tab): void {
    tab.close();
    for (const [name, holder] of this.held) if (holder === tab) this.held.delete(name);
    for (const waits of [...this.waiting]) this.serve(waits.name);
  }

  endAll(): void {
    for (const tab of this.all) tab.close();
  }

  private locksOf(tab: Tab): TabLocks {
    const wait = (name: string): Promise<void> =>
      new Promise((take) => {
        this.waiting.push({ name, tab, take });
        this.serve(name);
      });
    return {
      tryToHold: async (name) => {
        if (this.held.has(name)) return false;
        await wait(name);
        return true;
      },
      hold: wait,
      whenFree: async (name) => {
        await wait(name);
        this.held.delete(name);
        this.serve(name);
      },
    };
  }

  private serve(name: string): void {
    if (this.held.has(name)) return;
    const place = this.waiting.findIndex((waits) => waits.name === name && !waits.tab.isClosed);
    const [next] = place === -1 ? [] : this.waiting.splice(place, 1);
    if (next === undefined) return;
    this.held.set(name, next.tab);
    next.take();
  }
}

interface TabOptions {
  /** Stands in for the runs of its models. */
  readonly answer?: NonNullable<ScriptedWorker['answer']>;
  /** The models at hand. */
  readonly models?: readonly string[];
  /** Tabs of another build have another one. */
  readonly name?: string;
  readonly locks?: TabLocks;
}

let lastTab = 0;

/** A tab with a real host, on workers that do as they are told. */
export class Tab {
  readonly models: SharedModels;
  readonly workers: ScriptedWorker[] = [];
  /** What it has posted, in order. */
  readonly posted: unknown[] = [];
  /** How many messages have come. */
  heard = 0;
  isClosed = false;
  /** While it is silent, what it posts does not go out. */
  private unsent: (() => void)[] | undefined;
  private readonly channels: BroadcastChannel[] = [];

  constructor(locksOf: (tab: Tab) => TabLocks, options: TabOptions) {
    const { answer, models = ['a/b'], name = 'circle', locks = locksOf(this) } = options;
    this.models = new SharedModels(this.hostOf(models, answer), {
      name,
      locks,
      openChannel: (channel) => this.openChannel(channel),
      newId: () => `tab ${++lastTab}`,
    });
  }

  /** The inputs that its own models got. */
  get inputs(): readonly unknown[] {
    return this.workers.flatMap(({ inputs }) => inputs);
  }

  silence(): void {
    this.unsent = [];
  }

  wake(): void {
    const unsent = this.unsent ?? [];
    this.unsent = undefined;
    for (const send of unsent) send();
  }

  close(): void {
    this.isClosed = true;
    for (const channel of this.channels) channel.close();
    for (const worker of this.workers) worker.terminate(new FlowError('cancelled', 'The tab ended.'));
  }

  private hostOf(models: readonly string[], answer: ScriptedWorker['answer']): ModelHost {
    return new ModelHost({
      catalogue: {
        candidates: async ({ task, model = 'a/b' }): Promise<CatalogueModel[]> => {
          if (models.includes(model)) return [{ id: model, task, dtype: 'q8', size: 20_000_000, files: [] }];
          throw new FlowError('model_unavailable', 'It is not here.', { hint: 'Take another one.' });
        },
        revision: async () => '',
        taskOf: async () => 'feature-extraction',
      },
      probe: async () => ({ cores: 2, hasThreads: true, hasWebNn: false }),
      weights: { bring: async () => new Map() },
      createWorker: () => {
        const worker = new ScriptedWorker();
        worker.answer = answer;
        this.workers.push(worker);
        return worker;
      },
      runtimeUrl: new URL('http://localhost/ort/'),
      memory: 1_000_000_000,
      idleAfter: 60_000,
    });
  }

  private openChannel(name: string): BroadcastChannel {
    const channel = new BroadcastChannel(name);
    channel.addEventListener('message', () => void this.heard++);
    const post = channel.postMessage.bind(channel);
    let isOpen = true;
    channel.close = () => {
      isOpen = false;
      BroadcastChannel.prototype.close.call(channel);
    };
    channel.postMessage = (message: unknown) => {
      this.posted.push(message);
      const send = (): void => {
        // A tab that has ended says nothing more.
        if (isOpen) post(message);
      };
      if (this.unsent === undefined) send();
      else this.unsent.push(send);
    };
    this.channels.push(channel);
    return channel;
  }
}
