import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FlowEngine, WatchOptions } from '../engine/flow-engine.ts';
import type { FlowResult } from '../engine/state/flow-result.ts';
import { reduceRunState } from '../engine/state/reduce-run-state.ts';
import type { RunEvent } from '../engine/state/run-event.ts';
import type { RunState } from '../engine/state/run-state.ts';
import { FlowError } from '../errors/index.ts';
import type { FlowOutline } from '../flow/flow-outline.ts';
import { FrameScheduler } from './frame-scheduler.ts';

/** A run that is to be started. */
export interface RunOrder {
  readonly engine: FlowEngine;
  readonly outline: FlowOutline | undefined;
  /** Starts it, takes it up again, or comes to look at one that goes on. */
  readonly call: (watch: WatchOptions) => Promise<FlowResult>;
  /** It does not end with the element that shows it, which only came to look. */
  readonly isFollowed?: boolean;
}

/** How often running times move. */
const TICK = 100;

/** Holds the state of one run at a time, made by the reducer from the engine's events, and renders once per frame. */
export class RunController implements ReactiveController {
  state: RunState | undefined;
  /** The time to measure what is running against, in milliseconds since 1970. */
  now = Date.now();
  cancelling = false;
  /** The run that is shown was cut off, and nobody goes on with it. */
  interrupted = false;

  private abort: AbortController | undefined;
  private current: Promise<FlowResult> | undefined;
  private isFollowed = false;
  private ticker: ReturnType<typeof setInterval> | undefined;
  private readonly scheduler: FrameScheduler;
  private readonly onEvent: (event: RunEvent) => void;
  private readonly onFinish: (result: FlowResult, engine: FlowEngine) => void;
  private readonly host: ReactiveControllerHost & HTMLElement;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    onEvent: (event: RunEvent) => void,
    onFinish: (result: FlowResult, engine: FlowEngine) => void,
  ) {
    this.scheduler = new FrameScheduler(() => {
      this.now = Date.now();
      host.requestUpdate();
    });
    this.onEvent = onEvent;
    this.onFinish = onFinish;
    this.host = host;
    host.addController(this);
  }

  get running(): boolean {
    return this.current !== undefined;
  }

  /** Starts a run and forgets the one before. While a run goes on, its result is the answer. Resolves always. */
  start(order: RunOrder): Promise<FlowResult> {
    this.current ??= this.execute(order);
    return this.current;
  }

  /**
   * Shows a run that goes on in the engine already, as one that was cut off goes on by itself. Resolves with whether
   * there is something to see: a run that is refused leaves what is shown as it is.
   */
  follow(executionId: string, engine: FlowEngine, outline: FlowOutline | undefined): Promise<boolean> {
    const abort = new AbortController();
    return new Promise((resolve) => {
      let tell = (first: RunEvent): void => {
        resolve(!this.running);
        tell = () => {};
        if (this.running) return;
        const call = ({ signal, onEvent }: WatchOptions): Promise<FlowResult> => {
          signal?.addEventListener('abort', () => abort.abort(signal.reason), { once: true });
          tell = (event) => onEvent?.(event);
          tell(first);
          return following;
        };
        void this.start({ engine, outline, call, isFollowed: true });
      };
      const onEvent = (event: RunEvent): void => tell(event);
      // In a turn of its own: an engine in the page's thread tells its first events before it gives its promise.
      const following = Promise.resolve().then(() =>
        engine.followRun(executionId, { signal: abort.signal, onEvent }),
      );
      following.then(
        () => resolve(false),
        () => resolve(false),
      );
    });
  }

  /** Shows an earlier run as it stands, unless one goes on. */
  show(state: RunState, interrupted: boolean): void {
    if (this.running) return;
    this.state = state;
    this.interrupted = interrupted;
    this.scheduler.request();
  }

  /** Asks the engine to end the run; it is over when its result comes. */
  cancel(): void {
    if (this.abort === undefined) return;
    this.cancelling = true;
    this.abort.abort();
    this.scheduler.request();
  }

  /** Ends the run and shows nothing of it any more, for another flow. */
  reset(): void {
    if (!this.isFollowed) this.abort?.abort();
    this.close();
    this.state = undefined;
    this.interrupted = false;
    this.scheduler.request();
  }

  hostDisconnected(): void {
    // An element that is only moved is back in the page by then, and its run goes on.
    queueMicrotask(() => {
      if (this.host.isConnected) return;
      this.reset();
      this.scheduler.cancel();
    });
  }

  private async execute(order: RunOrder): Promise<FlowResult> {
    const abort = new AbortController();
    this.abort = abort;
    this.state = undefined;
    this.interrupted = false;
    this.cancelling = false;
    this.isFollowed = order.isFollowed === true;
    this.ticker = setInterval(() => this.scheduler.request(), TICK);
    this.scheduler.request();
    const startedAt = Date.now();
    const result = await order
      .call({
        signal: abort.signal,
        // Events that arrive late belong to a run that is over or was replaced.
        onEvent: (event) => {
          if (this.abort === abort) this.apply(event);
        },
      })
      .catch((thrown: unknown) => failedResult(thrown, order, startedAt));
    if (this.abort === abort) {
      this.finish(result, order.outline, startedAt);
      this.close();
      this.onFinish(result, order.engine);
    }
    return result;
  }

  private apply(event: RunEvent): void {
    if (event.type === 'run_started' || this.state !== undefined)
      this.state = reduceRunState(this.state, event);
    this.onEvent(event);
    this.scheduler.request();
  }

  /** An engine that died tells no end by events. The result then ends the state, through the same reducer. */
  private finish(result: FlowResult, outline: FlowOutline | undefined, startedAt: number): void {
    this.state ??= reduceRunState(undefined, {
      type: 'run_started',
      executionId: result.executionId,
      flow: result.flow,
      steps: outline?.steps ?? [],
      time: startedAt,
    });
    if (this.state.status !== 'running') return;
    const { status, outputs, error, executionTime } = result;
    this.state = reduceRunState(this.state, {
      type: 'run_finished',
      status,
      outputs,
      ...(error && { error }),
      executionTime,
      time: Date.now(),
    });
  }

  private close(): void {
    clearInterval(this.ticker);
    this.abort = undefined;
    this.isFollowed = false;
    this.current = undefined;
    this.cancelling = false;
    this.scheduler.request();
  }
}

/** `executeFlow` resolves always; what rejects is the way to the engine. */
function failedResult(thrown: unknown, { outline }: RunOrder, startedAt: number): FlowResult {
  return {
    success: false,
    flow: outline?.name ?? '',
    executionId: '',
    status: 'failed',
    outputs: {},
    steps: {},
    error: FlowError.from(thrown, 'engine_unresponsive'),
    metadata: {},
    executionTime: (Date.now() - startedAt) / 1000,
  };
}
