import { expose, transfer } from 'comlink';
import type { ExecutorPool } from '../../engine/index.ts';
import { cancellationOf, FlowError } from '../../errors/index.ts';
import type {
  AnyExecutor,
  ExecutionResult,
  ExecutorDescription,
  FlowContext,
} from '../../executors/index.ts';
import { callWithLink, serveLink } from '../bridge/call-link.ts';
import type { LiveWorker } from '../bridge/live-worker.ts';
import { type ExecutionAnswer, packAnswer, unpackAnswer } from './executor-answer.ts';
import type { ContextServices, ExecutorCall, ExecutorMessage, ModelMessage } from './executor-call.ts';
import type { ExecutorWorkerApi } from './executor-worker-api.ts';

/** A module that does not end its first turn would hold its place, and the start of the engine, for ever. */
const LOAD_LIMIT_SECONDS = 30;

type PoolWorker = LiveWorker<ExecutorWorkerApi>;

/**
 * Workers for executors that burn a core or may hang: one call at a time each.
 * A call that is aborted, or whose worker crashes, costs that worker; the next call gets a new one.
 */
export class WorkerPool implements ExecutorPool {
  private readonly idle: PoolWorker[] = [];
  private readonly waiting: (() => void)[] = [];
  private busy = 0;
  private readonly size: number;
  private readonly createWorker: (name: string) => PoolWorker;
  /** Of the workers that live. */
  private readonly names = new Map<PoolWorker, string>();

  constructor(size: number, createWorker: (name: string) => PoolWorker) {
    this.size = size;
    this.createWorker = createWorker;
  }

  /** Starts a worker ahead of the first call. */
  warm(): void {
    if (this.idle.length + this.busy === 0) this.idle.push(this.newWorker());
  }

  async execute(
    executor: AnyExecutor,
    context: FlowContext,
    config: unknown,
    onThread?: (thread: string) => void,
  ): Promise<ExecutionResult> {
    const { signal } = context;
    return this.withWorker(signal, (worker) => {
      onThread?.(this.names.get(worker) ?? 'executor');
      const services = servicesOf(context, (work) => this.lendPlace(signal, work));
      return runOn(worker, executor, context, config, services);
    });
  }

  /** Loads a module of the page's author and tells what it declares. Rejects with `executor_unloadable`. */
  async describe(name: string, moduleUrl: string): Promise<ExecutorDescription> {
    const limit = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const giveUp = (): void => {
      const message = `${moduleUrl}: the module was not loaded after ${LOAD_LIMIT_SECONDS} s.`;
      limit.abort(new FlowError('executor_unloadable', message));
    };
    try {
      return await this.withWorker(limit.signal, (worker) => {
        timer = setTimeout(giveUp, LOAD_LIMIT_SECONDS * 1000);
        return worker.call((remote) => remote.describe(name, moduleUrl));
      });
    } finally {
      clearTimeout(timer);
    }
  }

  private async withWorker<T>(signal: AbortSignal, work: (worker: PoolWorker) => Promise<T>): Promise<T> {
    await this.slot(signal);
    try {
      return await this.onWorker(signal, work);
    } finally {
      this.busy--;
      this.waiting.shift()?.();
    }
  }

  private async onWorker<T>(signal: AbortSignal, work: (worker: PoolWorker) => Promise<T>): Promise<T> {
    // Between a free slot and this line other steps had their turn, and one may have ended the run.
    if (signal.aborted) throw cancellationOf(signal);
    const worker = this.aliveWorker();
    const stop = (): void => worker.terminate(cancellationOf(signal));
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await work(worker);
    } finally {
      signal.removeEventListener('abort', stop);
      if (worker.alive) this.idle.push(worker);
    }
  }

  private async slot(signal: AbortSignal): Promise<void> {
    while (this.busy >= this.size) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
      if (signal.aborted) {
        // The place this call was woken for goes to the next.
        this.waiting.shift()?.();
        throw cancellationOf(signal);
      }
    }
    this.busy++;
  }

  /** While a worker waits for a child of its step, the child may have its place: a parent cannot starve it. */
  private async lendPlace<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    this.busy--;
    this.waiting.shift()?.();
    try {
      return await work();
    } finally {
      // A call that was cancelled gives a place back that it would not get any more.
      await this.slot(signal).catch(() => {
        this.busy++;
      });
    }
  }

  private newWorker(): PoolWorker {
    for (const worker of this.names.keys()) if (!worker.alive) this.names.delete(worker);
    const taken = new Set(this.names.values());
    let number = 1;
    while (taken.has(`executor ${number}`)) number++;
    const name = `executor ${number}`;
    const worker = this.createWorker(name);
    this.names.set(worker, name);
    return worker;
  }

  private aliveWorker(): PoolWorker {
    for (let worker = this.idle.pop(); worker !== undefined; worker = this.idle.pop()) {
      if (worker.alive) return worker;
    }
    return this.newWorker();
  }
}

async function runOn(
  worker: PoolWorker,
  executor: AnyExecutor,
  context: FlowContext,
  config: unknown,
  served: ContextServices,
): Promise<ExecutionResult> {
  const { flowId, stepName, executionId, metadata, tempDir, run } = context;
  const call: ExecutorCall = {
    executor: executor.name,
    ...(executor.moduleUrl !== undefined && { moduleUrl: executor.moduleUrl }),
    config,
    context: { flowId, stepName, executionId, config: context.config, metadata, tempDir, run },
  };
  const services = new MessageChannel();
  expose(served, services.port1);
  try {
    const answer = await callWithLink<ExecutorMessage, ExecutionAnswer>(
      (link) =>
        worker.call(
          // Comlink's types split a promise of a union into a union of promises.
          (remote) =>
            remote.execute(
              call,
              transfer(services.port2, [services.port2]),
              link,
            ) as Promise<ExecutionAnswer>,
        ),
      { onMessage: (message) => tell(context, message) },
    );
    return unpackAnswer(answer);
  } finally {
    services.port1.close();
  }
}

function tell(context: FlowContext, message: ExecutorMessage): void {
  if ('progress' in message) context.progress(message.progress);
  else if ('partial' in message) context.emit(message.partial);
  else context.logger[message.log.level](message.log.message);
}

type Lend = <T>(work: () => Promise<T>) => Promise<T>;

function servicesOf(context: FlowContext, lendPlace: Lend): ContextServices {
  return {
    execute: async (name, config, options) =>
      packAnswer(await lendPlace(() => context.execute(name, config, options))),
    executeFlow: async (flow, inputs) => packAnswer(await lendPlace(() => context.executeFlow(flow, inputs))),
    render: (value, names, options) => context.render(value, names, options),
    ask: (request) => lendPlace(() => context.ask(request)),
    openFile: (file) => context.files.open(file),
    keepFile: (file, name) => context.files.keep(file, name),
    writeFile: (path, file) => context.files.write(path, file),
    findFile: (path) => context.files.find(path),
    removeFile: (path) => context.files.remove(path),
    readCheckpoints: () => context.checkpoints.read(),
    writeCheckpoint: (key, value) => context.checkpoints.write(key, value),
    describeIndex: (index) => context.vectors.describe(index),
    addVectors: (index, model, items) => context.vectors.add(index, model, items),
    searchVectors: (index, query) => context.vectors.search(index, query),
    removeVectors: (index, which) => context.vectors.remove(index, which),
    submitTask: (task) => context.queues.submit(task),
    taskResult: async (taskId) => packAnswer(await lendPlace(() => context.queues.result(taskId))),
    cancelTask: (taskId) => context.queues.cancel(taskId),
    runModel: (spec, input, options, port) =>
      serveLink<ModelMessage, Awaited<ReturnType<FlowContext['models']['run']>>>(port, ({ signal, send }) =>
        context.models.run(spec, input, {
          options,
          signal: AbortSignal.any([signal, context.signal]),
          onProgress: (progress) => send({ progress }),
          onPartial: (partial) => send({ partial }),
        }),
      ),
  };
}
