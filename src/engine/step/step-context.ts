import type {
  Answer,
  AskRequest,
  Checkpoints,
  Device,
  FileAccess,
  FlowContext,
  Logger,
  ModelAccess,
  Progress,
  QueueAccess,
  RunSnapshot,
  VectorAccess,
} from '../../executors/index.ts';
import { renderConfig, renderPlain } from '../../flow/index.ts';
import { keepFiles } from '../run/accept-inputs.ts';
import type { DurableCall } from '../run/subflow-runner.ts';
import type { Question } from '../state/question.ts';
import type { RunEvent } from '../state/run-event.ts';
import type { CancelScope } from './cancel-scope.ts';
import { childContext } from './child-context.ts';
import { executeChild } from './execute-child.ts';
import type { StepCall } from './step-call.ts';
import { stepCheckpoints } from './step-checkpoints.ts';

/** The key of a question's deadline among the step's checkpoints. A step asks one question at a time. */
const DEADLINE = 'question/deadline';

/**
 * What one attempt of a step may see and reach. Each part is made when it is asked for:
 * most steps use two or three of them, and a small step costs little more than what is made for it.
 */
export class StepContext implements FlowContext {
  private readonly call: StepCall;
  private readonly attempt: number;
  private readonly scope: CancelScope;
  private lastProgress: Progress | undefined;
  private isOver = false;
  private subflows = 0;

  constructor(call: StepCall, attempt: number, scope: CancelScope) {
    this.call = call;
    this.attempt = attempt;
    this.scope = scope;
  }

  /** An executor may have left timers behind: what it reports after its end goes nowhere. */
  close(): void {
    this.isOver = true;
  }

  get flowId(): string {
    return this.call.setting.definition.name;
  }

  get stepName(): string {
    return this.call.step.definition.name;
  }

  get executionId(): string {
    return this.call.setting.executionId;
  }

  get config(): Readonly<Record<string, unknown>> {
    return this.call.setting.definition.config;
  }

  get metadata(): Readonly<Record<string, unknown>> {
    const { version = null } = this.call.setting.definition;
    const { index } = this.call;
    return { attempt: this.attempt, flow_version: version, ...(index !== undefined && { index }) };
  }

  get tempDir(): string {
    return this.call.setting.folder.path;
  }

  get signal(): AbortSignal {
    return this.scope.signal;
  }

  get files(): FileAccess {
    return this.call.setting.files;
  }

  get models(): ModelAccess {
    const { device, services } = this.call.setting;
    return device === undefined ? services.models : onDevice(services.models, device);
  }

  get vectors(): VectorAccess {
    return this.call.setting.services.vectors;
  }

  get checkpoints(): Checkpoints {
    const { setting, index } = this.call;
    return stepCheckpoints(setting.checkpoints, this.stepName, index);
  }

  get queues(): QueueAccess {
    return this.call.setting.queues;
  }

  get run(): RunSnapshot {
    const { step, setting } = this.call;
    return setting.scope.snapshot(step.sources, step.readsRun);
  }

  get logger(): Logger {
    const step = this.stepName;
    const { clock } = this.call.setting.services;
    const at = (level: keyof Logger) => (message: string) =>
      this.tell({ type: 'step_log', step, level, message, time: clock.now() });
    return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  }

  get progress(): (progress: Progress) => void {
    return (progress) => {
      this.lastProgress = neverBackwards(this.lastProgress, progress);
      this.tell({ type: 'step_progress', step: this.stepName, progress: this.lastProgress });
    };
  }

  get emit(): (partial: Record<string, unknown>) => void {
    return (partial) => this.tell({ type: 'step_partial', step: this.stepName, partial });
  }

  get execute(): FlowContext['execute'] {
    return (executor, config, options = {}) =>
      executeChild(childContext(this, this.flowsOf(false), options), this.call, this.scope, executor, config);
  }

  get executeFlow(): FlowContext['executeFlow'] {
    return this.flowsOf(this.call.setting.isWrittenDown);
  }

  private flowsOf(isWrittenDown: boolean): FlowContext['executeFlow'] {
    const { subflows, trace, folder } = this.call.setting;
    return (flow, inputs) =>
      subflows.run({
        flow,
        inputs,
        scope: this.scope,
        trace: trace.under(this.stepName),
        folder,
        onEvent: (event) => this.showSubflow(event),
        ...(isWrittenDown && { durable: this.durableCall() }),
      });
  }

  get render(): FlowContext['render'] {
    const { registry } = this.call.setting;
    return async (value, names = {}, { configOf } = {}) => {
      const scope = { ...this.call.names, ...names };
      if (configOf === undefined) return renderPlain(value, scope);
      return renderConfig(value, configOf, (executor) => registry.handling(executor), scope);
    };
  }

  get ask(): (request: AskRequest) => Promise<Answer> {
    const { desk } = this.call.setting;
    return async (request) => {
      const deadline = await this.deadlineBefore(request);
      const answer = await desk.ask(
        this.executionId,
        this.stepName,
        { ...request, deadline },
        this.scope,
        (question) => this.showQuestion(question),
      );
      // As with the flow's inputs: steps pass references on, never bytes.
      return { ...answer, values: await keepFiles(request.form, answer.values, this.files) };
    };
  }

  /** A step that runs several flows runs them in the same order in every attempt. */
  private durableCall(): DurableCall {
    const { executionId: parent, checkpoints } = this;
    return { parent, checkpoints, key: `flow ${this.subflows++}` };
  }

  /** The time to answer runs on while no page is open. */
  private async deadlineBefore({ timeout }: AskRequest): Promise<number | undefined> {
    if (timeout === undefined || !this.call.setting.isWrittenDown) return undefined;
    const deadline = (await this.checkpoints.read()).get(DEADLINE);
    return typeof deadline === 'number' ? deadline : undefined;
  }

  /** Once a question is over, another attempt may ask it with all its time. */
  private keepDeadline(deadline: number | null): void {
    if (!this.call.setting.isWrittenDown) return;
    // The run's log tells of a disk that takes nothing more.
    this.checkpoints.write(DEADLINE, deadline).catch(() => {});
  }

  private showQuestion(question: Question | undefined): void {
    if (question === undefined) this.keepDeadline(null);
    else if (question.deadline !== undefined) this.keepDeadline(question.deadline);
    const time = this.call.setting.services.clock.now();
    const step = this.stepName;
    if (question === undefined) this.tell({ type: 'step_answered', step, time });
    else this.tell({ type: 'step_waiting', step, question, time });
  }

  /** What a sub-flow asks a person is shown in the step that runs it, and so is how far it is. */
  showSubflow(event: RunEvent): void {
    if (event.type === 'step_waiting') this.tell({ ...event, step: this.stepName });
    else if (event.type === 'step_answered') this.tell({ ...event, step: this.stepName });
  }

  private tell(event: RunEvent): void {
    if (!this.isOver && this.scope.reason === undefined) this.call.setting.emit(event);
  }
}

function neverBackwards(last: Progress | undefined, next: Progress): Progress {
  const same = last?.phase === next.phase && last.label === next.label && last.total === next.total;
  if (!same || last?.loaded === undefined || next.loaded === undefined) return next;
  return { ...next, loaded: Math.max(last.loaded, next.loaded) };
}

/** The run's own choice of device, for steps that leave it open. */
function onDevice(models: ModelAccess, device: Device): ModelAccess {
  return {
    ...models,
    run: (spec, input, options) => {
      const open = spec.device === undefined || spec.device === 'auto';
      return models.run(open ? { ...spec, device } : spec, input, options);
    },
  };
}
