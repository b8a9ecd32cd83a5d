import { proxy, type Remote } from 'comlink';
import type {
  ExecuteOptions,
  FlowEngine,
  FlowResult,
  FlowSource,
  RunTrace,
  StorageInfo,
  SubmitOptions,
  TaskCalls,
  TaskHandle,
  WatchOptions,
} from '../../engine/index.ts';
import { handleOf } from '../../engine/queue/task-handle.ts';
import { unpackEvent, unpackResult } from '../../engine/state/wire-run.ts';
import { FlowError, fromWire } from '../../errors/index.ts';
import type { ExecutorDescription, FlowFile } from '../../executors/index.ts';
import type { FlowInspection } from '../../flow/index.ts';
import type { HubSettings } from '../../models/catalogue/hub/hub-settings.ts';
import type { ConfirmDownload, DownloadRequest } from '../../models/weights/download-policy.ts';
import { ArrayReceiver, type WithReferences } from '../bridge/array-references.ts';
import { callWithLink } from '../bridge/call-link.ts';
import { LiveWorker } from '../bridge/live-worker.ts';
import type { EngineApi } from './engine-api.ts';
import { watchHeartbeat } from './heartbeat-watch.ts';
import { historyOf, remoteHistory } from './history-bridge.ts';
import { modelsOf, remoteModels } from './models-bridge.ts';
import { queuesOf, remoteQueues } from './queues-bridge.ts';
import { persistStorage, storageRoom } from './storage-room.ts';
import { UnfinishedRun } from './unfinished-run.ts';

export type { DownloadRequest, HubSettings };

type Engine = LiveWorker<EngineApi>;

/** Why a run that is there already cannot be gone on with, repeated or looked at. */
const REFUSALS: ReadonlySet<string> = new Set([
  'run_not_found',
  'run_over',
  'run_elsewhere',
  'run_damaged',
  'task_not_found',
  'task_damaged',
  'storage_unavailable',
  'storage_blocked',
  'insecure_page',
]);

export interface EngineClientOptions {
  /** Where `models/` and `ort/` lie; the page's own folder if left out. */
  readonly root?: URL;
  /** The queues whose tasks this page does; all of them where none are named. An empty list: it does none. */
  readonly queues?: readonly string[];
  /** From where models may be fetched that are not beside the page. Without it, nothing is fetched from other sites. */
  readonly hub?: HubSettings;
  /** Asked before a download of more than 5 MB from there. Without it, such a download is refused. */
  readonly confirmDownload?: ConfirmDownload;
}

/**
 * The engine as a page sees it: the same interface as in the engine's own thread.
 * It watches the engine's heartbeat; an engine that hangs is replaced, its runs end with `engine_unresponsive`,
 * and the next call finds a new engine.
 */
export class EngineClient implements FlowEngine {
  readonly history = remoteHistory(async (make) =>
    (await this.engine()).call((remote) => make(historyOf(remote))),
  );
  readonly models = remoteModels(async (make) =>
    (await this.engine()).call((remote) => make(modelsOf(remote))),
  );
  readonly queues = remoteQueues(async (make) =>
    (await this.engine()).call((remote) => make(queuesOf(remote))),
  );
  /** What the handle of a task asks. */
  private readonly tasks: TaskCalls = {
    readTask: async (taskId) => (await this.engine()).call((remote) => remote.readTask(taskId)),
    taskResult: (taskId, watch) =>
      this.watch(watch, (remote, link) => remote.taskResult(taskId, link), REFUSALS),
    cancelTask: async (taskId) => (await this.engine()).call((remote) => remote.cancelTask(taskId)),
    resumeTask: async (taskId) => (await this.engine()).call((remote) => remote.resumeTask(taskId)),
  };
  private readonly root: URL;
  private readonly worked: readonly string[] | undefined;
  private readonly hub: HubSettings | undefined;
  private readonly confirmDownload: ConfirmDownload | undefined;
  private readonly registered = new Map<string, string>();
  private hadEngine = false;
  private current: { readonly live: Engine; readonly ready: Promise<Engine> } | undefined;

  constructor({
    root = new URL('./', document.baseURI),
    queues,
    hub,
    confirmDownload,
  }: EngineClientOptions = {}) {
    this.root = root;
    this.worked = queues;
    this.hub = hub;
    this.confirmDownload = confirmDownload;
  }

  async inspectFlow(source: FlowSource): Promise<FlowInspection> {
    return (await this.engine()).call((remote) => remote.inspectFlow(source));
  }

  executeFlow(
    source: FlowSource,
    inputs: Readonly<Record<string, unknown>>,
    { device, address, executionId, ...watch }: ExecuteOptions = {},
  ): Promise<FlowResult> {
    const options = {
      ...(device !== undefined && { device }),
      // Workers know no page to be relative to.
      ...(address !== undefined && { address: new URL(address, document.baseURI).href }),
      ...(executionId !== undefined && { executionId }),
    };
    return this.watch(watch, (remote, link) => remote.executeFlow(source, inputs, options, link));
  }

  resumeRun(executionId: string, watch: WatchOptions = {}): Promise<FlowResult> {
    return this.watch(watch, (remote, link) => remote.resumeRun(executionId, link), REFUSALS);
  }

  runAgain(
    executionId: string,
    changed: Readonly<Record<string, unknown>> = {},
    watch: WatchOptions = {},
  ): Promise<FlowResult> {
    return this.watch(watch, (remote, link) => remote.runAgain(executionId, changed, link), REFUSALS);
  }

  followRun(executionId: string, watch: WatchOptions = {}): Promise<FlowResult> {
    return this.watch(watch, (remote, link) => remote.followRun(executionId, link), REFUSALS);
  }

  async submitFlow(
    source: FlowSource,
    inputs: Readonly<Record<string, unknown>> = {},
    { address, ...more }: SubmitOptions = {},
  ): Promise<TaskHandle> {
    const options = {
      ...more,
      ...(address !== undefined && { address: new URL(address, document.baseURI).href }),
    };
    const engine = await this.engine();
    try {
      return handleOf(await engine.call((remote) => remote.submitFlow(source, inputs, options)), this.tasks);
    } catch (thrown) {
      throw callFailure(thrown);
    }
  }

  async task(taskId: string): Promise<TaskHandle> {
    return handleOf(await this.tasks.readTask(taskId), this.tasks);
  }

  /** A run in the engine, with its events. It has an end also where the engine is lost in the middle. */
  private async watch(
    { signal, onEvent }: WatchOptions,
    call: (remote: Remote<EngineApi>, link: MessagePort) => Promise<WithReferences>,
    refusals: ReadonlySet<string> = new Set(),
  ): Promise<FlowResult> {
    const unfinished = new UnfinishedRun((event) => onEvent?.(event));
    const arrays = new ArrayReceiver();
    try {
      const engine = await this.engine();
      const answer = await callWithLink<WithReferences, WithReferences>(
        (link) => engine.call((remote) => call(remote, link)),
        { signal, onMessage: (event) => unfinished.follow(unpackEvent(arrays.unpack(event))) },
      );
      return unpackResult(arrays.unpack(answer));
    } catch (thrown) {
      // What was refused never was a run.
      if (thrown instanceof FlowError && refusals.has(thrown.code)) throw thrown;
      return unfinished.end(callFailure(thrown));
    }
  }

  async respond(executionId: string, step: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    return (await this.engine()).call((remote) => remote.respond(executionId, step, values));
  }

  async readTrace(executionId: string): Promise<RunTrace | undefined> {
    return (await this.engine()).call((remote) => remote.readTrace(executionId));
  }

  async openFile(file: FlowFile): Promise<Blob | undefined> {
    return (await this.engine()).call((remote) => remote.openFile(file));
  }

  async storageInfo(): Promise<StorageInfo> {
    const { kind, fault } = await (await this.engine()).call((remote) => remote.storageKind());
    return { kind, ...(fault !== undefined && { fault: fromWire(fault) }), ...(await storageRoom()) };
  }

  persistStorage(): Promise<boolean> {
    return persistStorage();
  }

  async listExecutors(): Promise<readonly ExecutorDescription[]> {
    return (await this.engine()).call((remote) => remote.listExecutors());
  }

  async registerExecutor(name: string, url: string): Promise<ExecutorDescription> {
    const absolute = new URL(url, document.baseURI).href;
    const description = await (await this.engine()).call((remote) => remote.registerExecutor(name, absolute));
    this.registered.set(name, absolute);
    return description;
  }

  /**
   * Ends the engine and all that it has started, as when the page is closed: runs that go on are cut off, and those
   * that are written down go on with the next engine. A later call starts a new one.
   */
  close(): void {
    this.current?.live.terminate(new FlowError('cancelled', 'The engine was closed.'));
    this.current = undefined;
    this.hadEngine = false;
  }

  /** The engine at hand, or a new one where there is none that lives. It has the page's executors before its first run. */
  private engine(): Promise<Engine> {
    if (this.current?.live.alive !== true) this.current = this.start();
    return this.current.ready;
  }

  private start(): { live: Engine; ready: Promise<Engine> } {
    const worker = new Worker(new URL('../engine.worker.ts', import.meta.url), {
      type: 'module',
      name: 'engine',
    });
    const live: Engine = new LiveWorker(worker);
    const stopWatching = watchHeartbeat(worker, () => {
      const hint = 'Run it again: the engine was restarted.';
      live.terminate(new FlowError('engine_unresponsive', 'The engine did not answer any more.', { hint }));
    });
    // An engine that replaces another does not take up what may have hung that one; the next page does.
    const { root, worked: queues, hub, confirmDownload } = this;
    const settings = {
      root: root.href,
      autoResume: !this.hadEngine,
      ...(queues !== undefined && { queues }),
      ...(hub !== undefined && { hub }),
    };
    this.hadEngine = true;
    const ready = live
      .call((remote) => remote.configure(settings, confirmDownload && proxy(confirmDownload)))
      .then(async () => {
        const names = [...this.registered].map(([name, url]) =>
          live.call((remote) => remote.registerExecutor(name, url)),
        );
        // A module that has gone meanwhile shows in the flows that name it.
        await Promise.allSettled(names);
        return live;
      })
      .catch((thrown: unknown) => {
        // An engine that could not start is of no use to the next call, which shall find a new one.
        stopWatching();
        live.terminate(FlowError.from(thrown, 'worker_crashed'));
        throw thrown;
      });
    return { live, ready };
  }
}

/** What kept a call from being answered: mostly a worker that ended; an input that no thread can be sent is the caller's. */
function callFailure(thrown: unknown): FlowError {
  if (!(thrown instanceof DOMException) || thrown.name !== 'DataCloneError') {
    return FlowError.from(thrown, 'worker_crashed');
  }
  const hint =
    'Inputs are texts, numbers, lists, maps and files; a function or an element of the page is none.';
  return new FlowError('invalid_inputs', 'An input cannot be sent to the engine.', { hint, cause: thrown });
}
