import type { ExecuteOptions, FlowEngine, FlowResult, FlowSource } from '../../engine/index.ts';
import { FlowError } from '../../errors/index.ts';
import type { ExecutorDescription } from '../../executors/index.ts';
import type { FlowInspection } from '../../flow/index.ts';
import { callWithLink } from '../bridge/call-link.ts';
import { LiveWorker } from '../bridge/live-worker.ts';
import { unpackEvent, unpackResult } from '../bridge/wire-run.ts';
import type { EngineApi } from './engine-api.ts';
import { watchHeartbeat } from './heartbeat-watch.ts';
import { UnfinishedRun } from './unfinished-run.ts';

export interface EngineClientOptions {
  /** Where `models/` and `ort/` lie; the page's own folder if left out. */
  readonly root?: URL;
}

/**
 * The engine as a page sees it: the same interface as in the engine's own thread.
 * It watches the engine's heartbeat; an engine that hangs is replaced, its runs end with `engine_unresponsive`,
 * and the next call finds a new engine.
 */
export class EngineClient implements FlowEngine {
  private readonly root: URL;
  private readonly registered = new Map<string, string>();
  private live: LiveWorker<EngineApi> | undefined;

  constructor({ root = new URL('./', document.baseURI) }: EngineClientOptions = {}) {
    this.root = root;
  }

  async inspectFlow(source: FlowSource): Promise<FlowInspection> {
    return this.engine().call((remote) => remote.inspectFlow(source));
  }

  async executeFlow(
    source: FlowSource,
    inputs: Readonly<Record<string, unknown>>,
    { signal, onEvent, device }: ExecuteOptions = {},
  ): Promise<FlowResult> {
    const unfinished = new UnfinishedRun((event) => onEvent?.(event));
    const engine = this.engine();
    try {
      const wire = await callWithLink<unknown, unknown>(
        (link) => engine.call((remote) => remote.executeFlow(source, inputs, device, link)),
        { signal, onMessage: (event) => unfinished.follow(unpackEvent(event)) },
      );
      return unpackResult(wire);
    } catch (thrown) {
      return unfinished.end(FlowError.from(thrown, 'worker_crashed'));
    }
  }

  async listExecutors(): Promise<readonly ExecutorDescription[]> {
    return this.engine().call((remote) => remote.listExecutors());
  }

  async registerExecutor(name: string, url: string): Promise<ExecutorDescription> {
    const absolute = new URL(url, document.baseURI).href;
    const description = await this.engine().call((remote) => remote.registerExecutor(name, absolute));
    this.registered.set(name, absolute);
    return description;
  }

  /** The engine at hand, or a new one where there is none that lives. */
  private engine(): LiveWorker<EngineApi> {
    if (this.live?.alive === true) return this.live;
    const worker = new Worker(new URL('../engine.worker.ts', import.meta.url), {
      type: 'module',
      name: 'engine',
    });
    const live = new LiveWorker<EngineApi>(worker);
    this.live = live;
    watchHeartbeat(worker, () => {
      const hint = 'Run it again: the engine was restarted.';
      live.terminate(new FlowError('engine_unresponsive', 'The engine did not answer any more.', { hint }));
    });
    const settings = { root: this.root.href };
    // What goes wrong here shows in the calls that follow: they reject with it.
    live.call((remote) => remote.configure(settings)).catch(() => {});
    for (const [name, url] of this.registered) {
      live.call((remote) => remote.registerExecutor(name, url)).catch(() => {});
    }
    return live;
  }
}
