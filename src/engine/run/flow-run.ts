import { FlowError } from '../../errors/index.ts';
import { LONGEST_TURN, nextTurn } from '../../executors/event-loop.ts';
import type { ExecutionPlan, PlannedStep } from '../../flow/index.ts';
import type { StepState } from '../state/run-state.ts';
import { failedEnd, type StepEnd, skipStep, standInEnd } from '../step/end-step.ts';
import type { Failure } from '../step/invocation.ts';
import { runStep } from '../step/run-step.ts';
import { isLater, type Soon } from '../step/soon.ts';
import { ReadyQueue } from './ready-queue.ts';
import type { RunSetting } from './run-setting.ts';
import { whyUnreadable } from './why-unreadable.ts';

/** A step that failed and waits for the step that stands in for it. */
interface Waiting {
  readonly step: PlannedStep;
  readonly failure: Failure;
}

/**
 * The steps of one run: starts each the moment its own needs are over, and ends when nothing runs and nothing can
 * start. There are no levels and no barriers between steps.
 */
export class FlowRun {
  private readonly setting: RunSetting;
  private readonly steps: readonly PlannedStep[];
  /** By place in the plan: how many needs are not over yet, and since when there are none. */
  private readonly needsLeft: number[];
  private readonly readyAt: number[];
  private readonly ready = new ReadyQueue();
  /** By the name of the step that stands in. */
  private readonly standIns = new Map<string, Waiting>();
  private running = 0;
  private failedSteps = 0;
  private failure: FlowError | undefined;
  private isStarting = false;
  private isBetweenTurns = false;
  private turnStartedAt: number;
  private time: number;
  private finish: () => void = () => {};

  constructor(setting: RunSetting, plan: ExecutionPlan, startedAt: number) {
    this.setting = setting;
    this.steps = plan.steps;
    this.time = startedAt;
    this.turnStartedAt = startedAt;
    this.needsLeft = plan.steps.map((step) => step.needs.length);
    this.readyAt = new Array<number>(plan.steps.length).fill(startedAt);
  }

  /** Runs to the end. Gives the failure that stopped the run, if one did. Resolves always. */
  async execute(): Promise<FlowError | undefined> {
    await new Promise<void>((resolve) => {
      this.finish = resolve;
      this.takeUp();
      this.startReady();
    });
    this.closeUnstarted();
    return this.failure;
  }

  /** What can start at once, and what was over already when the run was cut off. */
  private takeUp(): void {
    for (const step of this.steps) {
      if (this.needsLeft[step.index] === 0 && step.standsInFor === undefined) this.ready.add(step);
    }
    for (const step of this.steps) {
      const state = this.setting.recorder.step(step.definition.name);
      if (state !== undefined && isOver(state)) this.over(step, endOf(state));
    }
  }

  private startReady(): void {
    // Called again by a step that is over at once: the loop below goes on with what that made ready.
    if (this.isStarting || this.isBetweenTurns) return;
    this.isStarting = true;
    const { maxConcurrent = Number.POSITIVE_INFINITY } = this.setting.definition.settings;
    while (this.running < maxConcurrent && this.setting.cancel.reason === undefined) {
      if (this.time - this.turnStartedAt > LONGEST_TURN) {
        this.goOnNextTurn();
        break;
      }
      const step = this.ready.take();
      if (step === undefined) break;
      if (this.isPending(step)) this.start(step);
    }
    this.isStarting = false;
    if (this.running >= maxConcurrent) this.announceQueued();
    if (this.running === 0 && !this.isBetweenTurns) this.finish();
  }

  private start(step: PlannedStep): void {
    const missing = whyUnreadable(step.reads, this.setting.recorder);
    if (missing !== undefined) {
      this.over(step, skipStep(step, this.setting, missing, this.time));
      return;
    }
    this.running++;
    const readyAt = this.readyAt[step.index] ?? this.time;
    const end = this.onceWritten(runStep(step, this.setting, { readyAt, startedAt: this.time }));
    if (!isLater(end)) {
      this.running--;
      this.time = this.setting.services.clock.now();
      this.over(step, end);
      return;
    }
    end.then((its) => {
      this.running--;
      this.time = this.setting.services.clock.now();
      this.over(step, its);
      this.startReady();
    });
  }

  /** Where the run is written down step by step, nothing starts before the last result is safe. */
  private onceWritten(end: Soon<StepEnd>): Soon<StepEnd> {
    const { written } = this.setting;
    if (written === undefined) return end;
    return Promise.resolve(end).then(async (its) => {
      await written().catch((thrown: unknown) => {
        this.stop(FlowError.from(thrown), 'The run could not be written down.');
      });
      return its;
    });
  }

  private isPending(step: PlannedStep): boolean {
    const state = this.setting.recorder.step(step.definition.name);
    return state === undefined || !isOver(state);
  }

  private over(step: PlannedStep, end: StepEnd): void {
    if (typeof end === 'object' && 'standIn' in end) {
      this.callStandIn(step, end.standIn, end.failure);
      return;
    }
    const { name } = step.definition;
    const { recorder, scope } = this.setting;
    const state = recorder.step(name);
    if (state !== undefined) scope.add(state);
    const waiting = this.standIns.get(name);
    // A stand-in that fails has no say of its own: the step that it stands in for fails.
    if (typeof end === 'object' && waiting === undefined) this.noteFailure(step, end.failed);
    for (const place of step.dependents) this.needIsOver(place);
    if (waiting !== undefined) this.settle(waiting, name, end);
  }

  private needIsOver(place: number): void {
    const left = (this.needsLeft[place] ?? 0) - 1;
    this.needsLeft[place] = left;
    const dependent = this.steps[place];
    if (left !== 0 || dependent === undefined) return;
    if (dependent.standsInFor === undefined) {
      this.readyAt[place] = this.time;
      this.ready.add(dependent);
    } else if (this.setting.recorder.step(dependent.definition.name)?.status === 'pending') {
      const reason = `Step "${dependent.standsInFor}" did not fail.`;
      this.over(dependent, skipStep(dependent, this.setting, reason, this.time));
    }
  }

  private noteFailure(step: PlannedStep, failure: FlowError): void {
    const { onFailure, name } = step.definition;
    const { maxErrorCount } = this.setting.definition.settings;
    this.failedSteps++;
    if (onFailure === 'stop') this.stop(failure, `Step "${name}" failed.`);
    else if (maxErrorCount !== undefined && this.failedSteps > maxErrorCount) {
      const message = `Failed steps: ${this.failedSteps}; the flow bears ${maxErrorCount}.`;
      this.stop(new FlowError('too_many_errors', message, { cause: failure }), 'Too many steps failed.');
    }
  }

  /** The first failure is the run's; the steps it cancels only follow. */
  private stop(failure: FlowError, why: string): void {
    this.failure ??= failure;
    this.setting.cancel.cancel(new FlowError('cancelled', why));
  }

  private callStandIn(step: PlannedStep, name: string, failure: Failure): void {
    const standIn = this.steps.find((candidate) => candidate.definition.name === name);
    // The check of the flow has made sure that there is one, and that its needs are over.
    if (standIn === undefined) throw new TypeError(`There is no step "${name}" to stand in.`);
    this.standIns.set(name, { step, failure });
    const { code, kind, message } = failure.error;
    this.setting.scope.addFailed(step.definition.name, { code, kind, message });
    const before = this.setting.recorder.step(name);
    if (before?.status === 'succeeded') {
      // It stood in before the run was cut off.
      this.standIns.delete(name);
      this.over(step, standInEnd(step, this.setting, failure, before.outputs, name));
      return;
    }
    this.readyAt[standIn.index] = this.time;
    this.start(standIn);
  }

  private settle({ step, failure }: Waiting, standIn: string, end: StepEnd): void {
    this.standIns.delete(standIn);
    const outputs = this.setting.recorder.step(standIn)?.outputs ?? {};
    if (end === 'succeeded') {
      this.over(step, standInEnd(step, this.setting, failure, outputs, standIn));
      return;
    }
    const because = typeof end === 'object' && 'failed' in end ? `: ${end.failed.message}` : '.';
    const hint = `Step "${standIn}", which stands in for it, ended without outputs too${because}`;
    const { code, message, kind, span, cause } = failure.error;
    const error = new FlowError(code, message, {
      kind,
      hint,
      step: step.definition.name,
      ...(span !== undefined && { span }),
      cause,
    });
    this.over(step, failedEnd(step, this.setting, { ...failure, error }));
  }

  private goOnNextTurn(): void {
    this.isBetweenTurns = true;
    nextTurn(() => {
      this.isBetweenTurns = false;
      this.time = this.setting.services.clock.now();
      this.turnStartedAt = this.time;
      this.startReady();
    });
  }

  /** Tells of those that could start but for `max_concurrent`, once each. */
  private announceQueued(): void {
    for (const step of this.ready.untold()) {
      this.setting.emit({ type: 'step_queued', step: step.definition.name, time: this.time });
    }
  }

  private closeUnstarted(): void {
    const { recorder, emit, services } = this.setting;
    for (const step of recorder.allSteps()) {
      if (step.status !== 'pending' && step.status !== 'queued') continue;
      const time = services.clock.now();
      if (this.failure === undefined) {
        emit({ type: 'step_cancelled', step: step.name, executionTime: 0, time });
      } else {
        const { step: failed, message } = this.failure;
        const why = failed === undefined ? message : `step "${failed}" failed.`;
        const reason = `The run stopped: ${why}`;
        emit({ type: 'step_skipped', step: step.name, reason, time });
      }
    }
  }
}

/** A step that needs nothing more done to it. */
function isOver({ status }: StepState): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'skipped';
}

/** The end of a step as its events told it. */
function endOf({ status, error }: StepState): StepEnd {
  if (status !== 'failed') return status === 'skipped' ? 'skipped' : 'succeeded';
  return { failed: error ?? new FlowError('executor_failed', 'The step failed.') };
}
