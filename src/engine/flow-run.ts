import { cancellationOf, FlowError } from '../errors/index.ts';
import { type ExecutionPlan, type FlowDefinition, type PlannedStep, renderValue } from '../flow/index.ts';
import type { FlowResult, RunStatus } from './flow-result.ts';
import type { RunEvent } from './run-event.ts';
import { runStep, type StepEnd, type StepSetting } from './run-step.ts';
import { whyUnreadable } from './why-unreadable.ts';

export interface RunSetting extends StepSetting {
  readonly definition: FlowDefinition;
  readonly plan: ExecutionPlan;
  /** Ends what still runs: for a failure that stops the run, a time-out, a cancellation. */
  readonly end: AbortController;
}

/**
 * One run: starts each step the moment its own needs are over, and ends when nothing runs and nothing can start.
 * There are no levels and no barriers between steps.
 */
export class FlowRun {
  private readonly waiting = new Map<string, number>();
  private readonly dependents = new Map<string, PlannedStep[]>();
  private readonly ready: PlannedStep[] = [];
  private running = 0;
  private failure: FlowError | undefined;
  private finish: () => void = () => {};
  private readonly setting: RunSetting;

  constructor(setting: RunSetting) {
    this.setting = setting;
    for (const step of setting.plan.steps) {
      this.waiting.set(step.definition.name, step.needs.length);
      if (step.needs.length === 0) this.ready.push(step);
      for (const need of step.needs) {
        const others = this.dependents.get(need);
        if (others === undefined) this.dependents.set(need, [step]);
        else others.push(step);
      }
    }
  }

  /** Runs to the end. Resolves always. */
  async execute(startedAt: number): Promise<FlowResult> {
    await new Promise<void>((resolve) => {
      this.finish = resolve;
      this.startReady();
    });
    this.closeUnstarted();
    const { services, recorder, emit } = this.setting;
    const { status, error, outputs } = this.outcome();
    const time = services.clock.now();
    const finished: RunEvent = {
      type: 'run_finished',
      status,
      outputs,
      ...(error !== undefined && { error }),
      executionTime: (time - startedAt) / 1000,
      time,
    };
    emit(finished);
    return recorder.result(finished);
  }

  private startReady(): void {
    const { settings } = this.setting.definition;
    const limit = settings.maxConcurrent ?? Number.POSITIVE_INFINITY;
    while (this.running < limit && !this.setting.signal.aborted) {
      const step = this.ready.shift();
      if (step === undefined) break;
      this.start(step);
    }
    if (this.running === 0) this.finish();
  }

  private start(step: PlannedStep): void {
    const missing = whyUnreadable(step.reads, this.setting.recorder);
    if (missing !== undefined) {
      const { emit, services } = this.setting;
      const name = step.definition.name;
      emit({ type: 'step_skipped', step: name, reason: missing, time: services.clock.now() });
      this.over(step, 'skipped');
      return;
    }
    this.running++;
    runStep(step, this.setting).then((end) => {
      this.running--;
      this.over(step, end);
      this.startReady();
    });
  }

  private over(step: PlannedStep, end: StepEnd): void {
    const { name, onFailure } = step.definition;
    const state = this.setting.recorder.step(name);
    if (state !== undefined) this.setting.scope.add(state);
    if (typeof end === 'object' && onFailure === 'stop') {
      // The first failure is the run's; the steps it cancels only follow.
      this.failure ??= end.failed;
      this.setting.end.abort(new FlowError('cancelled', `Step "${name}" failed.`));
    }
    for (const dependent of this.dependents.get(name) ?? []) {
      const left = (this.waiting.get(dependent.definition.name) ?? 0) - 1;
      this.waiting.set(dependent.definition.name, left);
      if (left === 0) this.ready.push(dependent);
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
        const reason = `The run stopped: step "${this.failure.step ?? ''}" failed.`;
        emit({ type: 'step_skipped', step: step.name, reason, time });
      }
    }
  }

  private outcome(): { status: RunStatus; error?: FlowError; outputs: Record<string, unknown> } {
    const { signal } = this.setting;
    if (this.failure !== undefined)
      return { status: 'failed', error: this.failure, outputs: this.outputsSoFar() };
    if (signal.aborted) {
      const error = cancellationOf(signal);
      const status = error.kind === 'timeout' ? 'timed_out' : 'cancelled';
      return { status, error, outputs: this.outputsSoFar() };
    }
    try {
      return { status: 'succeeded', outputs: this.outputs() };
    } catch (thrown) {
      return { status: 'failed', error: FlowError.from(thrown), outputs: this.outputsSoFar() };
    }
  }

  private outputs(): Record<string, unknown> {
    const { definition, scope } = this.setting;
    if (definition.outputs === undefined) return this.outputsByStep();
    const names = scope.withTotals(this.totals(true));
    return Object.fromEntries(definition.outputs.map(({ name, value }) => [name, renderValue(value, names)]));
  }

  /** After a failure: the outputs that can be made from what was finished. */
  private outputsSoFar(): Record<string, unknown> {
    const { definition, scope } = this.setting;
    if (definition.outputs === undefined) return this.outputsByStep();
    const names = scope.withTotals(this.totals(false));
    const outputs: Record<string, unknown> = {};
    for (const { name, value } of definition.outputs) {
      try {
        outputs[name] = renderValue(value, names);
      } catch {
        // The run has an error already; that an output of an unfinished step is missing says nothing new.
      }
    }
    return outputs;
  }

  private outputsByStep(): Record<string, unknown> {
    const outputs: Record<string, unknown> = {};
    for (const step of this.setting.recorder.allSteps()) {
      if (step.status === 'succeeded') outputs[step.name] = step.outputs;
    }
    return outputs;
  }

  private totals(success: boolean): Record<string, unknown> {
    const { recorder, plan } = this.setting;
    return {
      success,
      completed_steps: recorder.count('succeeded'),
      failed_steps: recorder.count('failed'),
      total_steps: plan.steps.length,
    };
  }
}
