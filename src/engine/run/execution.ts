import { FlowError, stackTrace } from '../../errors/index.ts';
import type { ExecutorRegistry, FileAccess } from '../../executors/index.ts';
import type { FlowDefinition, FlowSettings, LoadedFlow } from '../../flow/index.ts';
import type { StepQueues } from '../queue/step-queues.ts';
import type { RunnerServices } from '../runner-services.ts';
import type { FlowResult, RunStatus } from '../state/flow-result.ts';
import type { RunEvent, RunFinished } from '../state/run-event.ts';
import { CancelScope } from '../step/cancel-scope.ts';
import { secondsBetween } from '../step/invoke-executor.ts';
import type { QuestionDesk } from '../step/question-desk.ts';
import type { StepCache } from '../step/step-cache.ts';
import type { TraceArchive } from '../trace/trace-archive.ts';
import { TraceRecorder } from '../trace/trace-recorder.ts';
import { acceptInputs } from './accept-inputs.ts';
import { fallBackOn } from './fallback-flow.ts';
import { FlowRun } from './flow-run.ts';
import { formatResult } from './format-result.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { refusal } from './refusal.ts';
import { stepsToDoAgain, timeUnderWay } from './resume-plan.ts';
import { runCallbacks } from './run-callbacks.ts';
import { MemoryCheckpoints } from './run-checkpoints.ts';
import { folderOf, type RunFolder } from './run-files.ts';
import { limitRun } from './run-limits.ts';
import type { ParentRun, RunOptions } from './run-options.ts';
import { RunRecorder } from './run-recorder.ts';
import { RunScope } from './run-scope.ts';
import type { RunSetting } from './run-setting.ts';
import type { RunLog, StoredRun, TakenRun } from './run-store.ts';
import type { SubflowRunner } from './subflow-runner.ts';

/** What all runs of one runner share. */
export interface ExecutionShare {
  readonly registry: ExecutorRegistry;
  readonly services: RunnerServices;
  readonly cache: StepCache;
  readonly desk: QuestionDesk;
  readonly traces: TraceArchive;
  /** The runs that go on right now, by id. */
  readonly live: Map<string, Execution>;
  /** Queues as a run reaches them. */
  readonly queuesOf: (options: RunOptions, parent: string | undefined) => StepQueues;
}

/** One run from its first event to its last: inputs, steps, outputs, the flow that stands in for it, callbacks. */
export class Execution {
  private readonly loaded: LoadedFlow;
  private readonly options: RunOptions;
  private readonly share: ExecutionShare;
  private readonly subflows: SubflowRunner;
  readonly executionId: string;
  /** The run whose step this run is, where that one is written down. */
  private readonly parent: string | undefined;
  private startedAt: number;
  /** Milliseconds that the run was under way before it was cut off. */
  private timeBefore = 0;
  private readonly recorder = new RunRecorder();
  private readonly trace: TraceRecorder;
  private readonly isRoot: boolean;
  private readonly folder: RunFolder;
  private readonly files: FileAccess;
  private readonly cancel = new CancelScope();
  private finished: RunFinished | undefined;
  private log: RunLog | undefined;
  /** What happened so far, for who comes to look later; kept of runs that are written down. */
  private readonly past: RunEvent[] = [];
  private readonly listeners = new Set<(event: RunEvent) => void>();

  /** `parent` is the run whose step this run is: its trace, and its id where it is written down. */
  constructor(
    loaded: LoadedFlow,
    options: RunOptions,
    share: ExecutionShare,
    subflows: SubflowRunner,
    parent: ParentRun | undefined,
  ) {
    this.trace = parent?.trace ?? new TraceRecorder();
    this.isRoot = parent === undefined;
    this.parent = parent?.executionId ?? options.parent;
    this.loaded = loaded;
    this.options = options;
    this.share = share;
    this.subflows = subflows;
    this.executionId = options.executionId ?? share.services.newId();
    this.folder = folderOf(this.executionId, parent?.folder);
    const { root, path } = this.folder;
    this.files = share.services.files.ofRun?.(root, path) ?? share.services.files;
    if (options.onEvent !== undefined) this.listeners.add(options.onEvent);
    this.startedAt = share.services.clock.now();
  }

  /** Runs it from its start. Resolves always. */
  run(given: Readonly<Record<string, unknown>>): Promise<FlowResult> {
    return this.asLive(async (flow) => {
      const started = this.startedEvent(flow);
      this.emit(started);
      const outcome = await this.perform(async ({ inputs, settings }) => {
        const accepted = await acceptInputs(inputs, given, this.files);
        this.beginLog(settings, accepted, started);
        return accepted;
      });
      return this.finish(flow, outcome);
    });
  }

  /** Goes on with a run that was cut off, or that failed. Resolves always. */
  goOn({ run, log }: TakenRun): Promise<FlowResult> {
    return this.asLive(async (flow) => {
      this.log = log;
      // A page that dies at once leaves a run of which nothing is written but that it is there.
      if (run.events.length === 0) this.emit(this.startedEvent(flow));
      else this.tellAgain(run);
      const outcome = await this.perform(async () => run.inputs);
      return this.finish(flow, outcome);
    });
  }

  private startedEvent(flow: string): RunEvent {
    const { loaded, executionId, startedAt: time } = this;
    return { type: 'run_started', executionId, flow, steps: loaded.runnable?.steps ?? [], time };
  }

  /** What happened before the run was cut off, and that it goes on. */
  private tellAgain({ events, status }: StoredRun): void {
    for (const event of events) this.tell(event);
    this.timeBefore = timeUnderWay(events);
    const steps = stepsToDoAgain(this.recorder, status);
    this.emit({ type: 'run_resumed', steps, time: this.startedAt });
  }

  /** Shows a run that goes on to one who comes to look later: first what happened so far. */
  follow(listener: (event: RunEvent) => void): () => void {
    for (const event of this.past) listener(event);
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Cancels it from outside. */
  stop(reason: FlowError): void {
    this.cancel.cancel(reason);
  }

  /** The end of the run, for those who look at it. */
  result: Promise<FlowResult> | undefined;

  private asLive(work: (flow: string) => Promise<FlowResult>): Promise<FlowResult> {
    const { share, executionId, loaded } = this;
    const flow = loaded.outline?.name ?? '';
    share.live.set(executionId, this);
    if (this.isRoot) share.traces.keep(executionId, () => this.readTrace(flow));
    this.result = work(flow).finally(() => share.live.delete(executionId));
    return this.result;
  }

  private async perform(
    inputsOf: (definition: FlowDefinition) => Promise<Readonly<Record<string, unknown>>>,
  ): Promise<Outcome> {
    const { loaded, cancel, options, share } = this;
    try {
      if (loaded.fault !== undefined) throw loaded.fault;
      if (loaded.runnable === undefined) throw refusal('invalid_flow', loaded.diagnostics);
      const { definition, plan } = loaded.runnable;
      const inputs = await inputsOf(definition);
      const letGo = limitRun(cancel, options.signal, definition.settings.timeout, share.services.clock);
      try {
        const setting = this.settingOf(definition, inputs);
        this.loadAhead(definition);
        const now = share.services.clock.now();
        const failure = await new FlowRun(setting, plan, now).execute();
        const outcome = outcomeOf(setting, failure);
        const { fallbackFlow } = definition.settings;
        if (outcome.status !== 'failed' || fallbackFlow === undefined) return outcome;
        const { subflows, trace, folder } = this;
        const { signal } = options;
        const { clock } = share.services;
        return await fallBackOn(fallbackFlow, { inputs, outcome, subflows, trace, folder, signal, clock });
      } finally {
        letGo();
      }
    } catch (thrown) {
      return { status: 'failed', outputs: {}, error: FlowError.from(thrown) };
    }
  }

  /** Loads the models that the flow names while its first steps run. What fails is told by the step that asks for it. */
  private loadAhead({ models }: FlowDefinition): void {
    const { cancel, options, share } = this;
    for (const need of models) {
      const spec = { ...(options.device !== undefined && { device: options.device }), ...need };
      share.services.models.preload?.(spec, { signal: cancel.signal }).catch(() => {});
    }
  }

  /** A sub-flow is written down where the run is that it is a part of. */
  private beginLog(
    { durability, autoResume }: FlowSettings,
    inputs: Readonly<Record<string, unknown>>,
    started: RunEvent,
  ): void {
    const { share, options, loaded, executionId, startedAt, parent, isRoot } = this;
    const { runs } = share.services;
    if (runs === undefined || durability === 'none' || (!isRoot && parent === undefined)) return;
    const isTask = options.place !== undefined;
    const run = {
      executionId,
      flow: loaded.outline?.name ?? '',
      text: loaded.text,
      ...(options.address !== undefined && { address: options.address }),
      inputs,
      ...(options.device !== undefined && { device: options.device }),
      startedAt,
      durability,
      // What a queue has to do goes on when one of its workers comes to it.
      autoResume: autoResume && !isTask,
      ...(parent !== undefined && { parent }),
    };
    this.log = runs.begin(run, isTask);
    this.past.push(started);
    this.log.append(started);
  }

  private settingOf(definition: FlowDefinition, inputs: Readonly<Record<string, unknown>>): RunSetting {
    const { executionId, cancel, recorder, trace, subflows, share, options, log, files, folder } = this;
    return {
      definition,
      executionId,
      inputs,
      scope: new RunScope(definition, executionId, inputs, recorder),
      registry: share.registry,
      services: share.services,
      files,
      folder,
      cancel,
      device: options.device,
      recorder,
      trace,
      checkpoints: log?.checkpoints ?? new MemoryCheckpoints(),
      isWrittenDown: log !== undefined,
      ...(log !== undefined && definition.settings.durability === 'sync' && { written: () => log.written() }),
      cache: share.cache,
      desk: share.desk,
      queues: share.queuesOf(options, log === undefined ? undefined : executionId),
      subflows,
      emit: this.emit,
    };
  }

  private async finish(flow: string, outcome: Outcome): Promise<FlowResult> {
    const { executionId, startedAt, share, loaded, recorder } = this;
    const { services } = share;
    const settings = loaded.runnable?.definition.settings;
    const { error } = outcome;
    const isTraced = settings?.includeStackTrace === true && error !== undefined;
    const fault = await this.storageFault();
    await this.endFiles(outcome);
    const result = {
      ...outcome,
      metadata: {
        ...recorder.metadata(),
        ...outcome.metadata,
        ...(isTraced && { stack_trace: stackTrace(error) }),
        ...(fault !== undefined && { storage_fault: { code: fault.code, message: fault.message } }),
      },
      executionTime: this.timeBefore / 1000 + secondsBetween(startedAt, services.clock.now()),
    };
    const callbacks = settings?.callbacks ?? [];
    const faults =
      callbacks.length === 0
        ? []
        : await runCallbacks({ callbacks, flow, executionId, result, services, emit: this.emit });
    const metadata = faults.length === 0 ? result.metadata : { ...result.metadata, callback_faults: faults };
    const finished: RunFinished = {
      type: 'run_finished',
      ...result,
      metadata,
      ...(settings?.output !== undefined && { formatted: formatResult(result, settings.output) }),
      time: services.clock.now(),
    };
    this.finished = finished;
    this.emit(finished);
    // Whoever has the result may close the page at once.
    await this.log?.close();
    return recorder.result(finished);
  }

  /** What keeps the run from being written down whole, where something does. */
  private async storageFault(): Promise<FlowError | undefined> {
    await this.log?.written().catch(() => {});
    return this.log?.fault ?? this.share.services.storageFault;
  }

  /** A run that can be gone on with keeps its temporary files: steps that are over have put out their paths. */
  private async endFiles({ status }: Outcome): Promise<void> {
    const { share, loaded, log, folder, isRoot } = this;
    const isWrittenDown = log !== undefined && log.fault === undefined;
    if (!isRoot || (isWrittenDown && status !== 'succeeded')) return;
    const keepTemp = loaded.runnable?.definition.settings.cleanUp === false;
    // What stays behind is swept when the next page opens.
    await share.services.files.endRun?.(folder.root, { keepTemp, isWrittenDown }).catch(() => {});
  }

  private readonly emit = (event: RunEvent): void => {
    this.log?.append(event);
    this.tell(event);
  };

  /** A listener that throws is no fault of the run, which goes on. */
  private tell(event: RunEvent): void {
    this.recorder.apply(event);
    if (this.log !== undefined) this.remember(event);
    for (const listener of this.listeners) {
      try {
        listener(event);
      } catch (thrown) {
        console.error('A listener of a run threw.', thrown);
      }
    }
  }

  private remember(event: RunEvent): void {
    if (event.type !== 'step_progress' && event.type !== 'step_partial') this.past.push(event);
  }

  private readTrace(flow: string) {
    const { executionId, startedAt: start, finished } = this;
    const status: 'running' | RunStatus = finished?.status ?? 'running';
    const end = finished?.time;
    return this.trace.read({ executionId, flow, status, start, ...(end !== undefined && { end }) });
  }
}
