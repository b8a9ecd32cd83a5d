import { FlowError } from '../../errors/index.ts';
import type { LoadedFlow } from '../../flow/index.ts';
import type { ExecuteOptions, WatchOptions } from '../flow-engine.ts';
import { acceptInputs } from '../run/accept-inputs.ts';
import { refusal } from '../run/refusal.ts';
import type { RunOptions } from '../run/run-options.ts';
import type { RunStarter } from '../run/run-starter.ts';
import type { StoredRun } from '../run/run-store.ts';
import type { FlowResult } from '../state/flow-result.ts';
import { memoryTaskServices } from './memory-services.ts';
import type { TaskRunOptions } from './perform-task.ts';
import type { StepQueues } from './step-queues.ts';
import type { SubmitOptions } from './submit-options.ts';
import { TaskDesk } from './task-desk.ts';
import type { TaskKey } from './task-handle.ts';
import { resultOfWork } from './work-of-executor.ts';

/** How a caller stays with a run, where each of it may be left open. */
type Watch = { readonly [Key in keyof WatchOptions]: WatchOptions[Key] | undefined };

/** What joins runs and queues: flows go in as tasks, and an attempt at a task is a run. */
export class QueuedFlows {
  readonly desk: TaskDesk;
  private readonly starter: RunStarter;

  constructor(starter: RunStarter) {
    this.starter = starter;
    const { registry, services, desk } = starter.share;
    const { clock, random, newId, tasks = memoryTaskServices() } = services;
    this.desk = new TaskDesk({
      services: tasks,
      registry,
      clock,
      random,
      newId,
      load: (source) => starter.load(source),
      run: (flow, inputs, options) => this.attempt(flow, inputs, options),
      respond: (...answer) => desk.respond(...answer),
    });
  }

  /** Rejects with `invalid_flow`, `invalid_inputs` and what a queue refuses with. */
  async submit(
    loaded: LoadedFlow,
    given: Readonly<Record<string, unknown>>,
    options: SubmitOptions & Pick<ExecuteOptions, 'executionId'>,
  ): Promise<TaskKey> {
    if (loaded.fault !== undefined) throw loaded.fault;
    if (loaded.runnable === undefined) throw refusal('invalid_flow', loaded.diagnostics);
    const { inputs: definitions, settings } = loaded.runnable.definition;
    const inputs = await acceptInputs(definitions, given, this.starter.share.services.files);
    const { queue, priority } = settings;
    const its = { priority, ...(queue !== undefined && { queue }), ...options };
    return this.desk.submitFlow(loaded, inputs, its);
  }

  /** A flow that says itself that it is for a queue. Resolves always. */
  async execute(
    loaded: LoadedFlow,
    given: Readonly<Record<string, unknown>>,
    { signal, onEvent, ...options }: ExecuteOptions,
  ): Promise<FlowResult> {
    try {
      const { taskId } = await this.submit(loaded, given, options);
      return await this.watch(taskId, { signal, onEvent });
    } catch (thrown) {
      return this.starter.refuse(loaded, thrown, { ...options, ...(onEvent !== undefined && { onEvent }) });
    }
  }

  /** Waits for a task as for a run of one's own: who stops waiting cancels it. */
  async watch(taskId: string, { signal, onEvent }: Watch): Promise<FlowResult> {
    const { known } = this.desk;
    const cancel = (): void => {
      // The result tells.
      known.cancelTask(taskId).catch(() => {});
    };
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted === true) cancel();
    try {
      return await known.taskResult(taskId, onEvent === undefined ? {} : { onEvent });
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Queues as the steps of a run reach them. */
  ofSteps({ place, address, device }: RunOptions, parent: string | undefined): StepQueues {
    const { desk } = this;
    const its = {
      ...(address !== undefined && { address }),
      ...(device !== undefined && { device }),
      ...(parent !== undefined && { parent }),
    };
    return {
      submit: (task) => desk.submitWork(task, its),
      result: async (taskId, onEvent) =>
        resultOfWork(await desk.known.taskResult(taskId, onEvent === undefined ? {} : { onEvent }, place)),
      cancel: (taskId) => desk.known.cancelTask(taskId),
    };
  }

  /** One attempt at a task: begins its run, or goes on with what an earlier attempt has left. Resolves always. */
  private async attempt(
    flow: LoadedFlow,
    inputs: Readonly<Record<string, unknown>>,
    options: TaskRunOptions,
  ): Promise<FlowResult> {
    const { starter } = this;
    const { executionId, onEvent, lostSince } = options;
    const look = (): Promise<FlowResult> => starter.lookBack(executionId, onEvent);
    try {
      const before = await starter.read(executionId);
      if (before === undefined) return await starter.begin(flow, inputs, options);
      if (hasEndedSince(before, lostSince)) return await look();
      return await (await starter.takeUp(executionId, options, undefined, flow)).result;
    } catch (thrown) {
      // The attempt before has done all of it, and ended before it could say so.
      const isOver = thrown instanceof FlowError && thrown.code === 'run_over';
      if (!isOver) return starter.refuse(flow, thrown, options);
      return look().catch((fault: unknown) => starter.refuse(flow, fault, options));
    }
  }
}

/** Whether a run came to its end in an attempt that could not say so. */
function hasEndedSince({ events }: StoredRun, time: number | undefined): boolean {
  const last = events.at(-1);
  return time !== undefined && last?.type === 'run_finished' && last.time >= time;
}
