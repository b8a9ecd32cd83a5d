import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FlowEngine } from '../../engine/flow-engine.ts';
import type { PastRun } from '../../engine/history/run-history.ts';
import type { FlowResult } from '../../engine/state/flow-result.ts';
import { resultOfState } from '../../engine/state/result-of-state.ts';
import type { FlowOutline } from '../../flow/flow-outline.ts';
import type { ResultExporter } from '../result/result-exporter.ts';
import type { RunController } from '../run-controller.ts';
import { type ShownBefore, withoutRun } from './shown-before.ts';

/** The element as its earlier runs see it. */
export interface RunStage {
  readonly run: RunController;
  readonly exporter: ResultExporter;
  readonly engine: () => Promise<FlowEngine>;
  readonly outline: () => FlowOutline | undefined;
  /** The text of the flow that is shown; undefined for one that was given as an object. */
  readonly text: () => string | undefined;
  readonly fill: (inputs: Readonly<Record<string, unknown>>) => void;
  /** Keeps the form as it is. Call what it gives to put it back. */
  readonly keepForm: () => () => void;
}

/** Earlier runs in the place of the current one: found when the page opens, opened from the list, gone on with. */
export class PastRuns implements ReactiveController {
  /** The flow as it was, where the run that is shown was made of another text than the flow has now. */
  earlierOutline: FlowOutline | undefined;
  /** The run that is shown, where it can be gone on with. */
  resumable: string | undefined;
  /** When the run began that was opened from the list and is shown, in milliseconds since 1970. */
  openedFrom: number | undefined;
  private before: ShownBefore | undefined;
  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly stage: RunStage;

  constructor(host: ReactiveControllerHost & HTMLElement, stage: RunStage) {
    this.host = host;
    this.stage = stage;
    host.addController(this);
  }

  hostDisconnected(): void {
    // An element that is only moved is back in the page by then.
    queueMicrotask(() => {
      if (!this.host.isConnected) this.forget();
    });
  }

  /** Nothing of an earlier run is shown any more. */
  forget(): void {
    this.earlierOutline = undefined;
    this.resumable = undefined;
    this.forgetBefore();
  }

  /**
   * Looks for a run of a flow that was just opened: one that goes on by itself is shown as it goes on, and one that was
   * cut off last of all, and waits for somebody, is shown as it stands. Without a history there is nothing to find.
   */
  async lookFor({ name }: FlowOutline): Promise<void> {
    const engine = await this.stage.engine();
    const runs = await engine.history.list({ flow: name }).then(
      (page) => page.runs,
      () => [],
    );
    const [newest] = runs;
    for (const { executionId, status } of runs) {
      // What is interrupted may be about to go on: the engine knows, and is asked.
      if (status !== 'running' && status !== 'interrupted') continue;
      const past = await engine.history.open(executionId).catch(() => undefined);
      if (past === undefined || !this.isFree(name)) continue;
      if (await this.follows(past, engine)) return;
      if (past.entry.status === 'interrupted' && executionId === newest?.executionId && this.isFree(name)) {
        return this.show(past);
      }
    }
  }

  /** Opens a run from the list, and keeps what it takes the place of. */
  async open(past: PastRun): Promise<void> {
    const before = this.before ?? this.keep();
    await this.show(past);
    const { run } = this.stage;
    if (run.running || run.state !== past.state) return;
    this.before = before;
    this.openedFrom = past.entry.startedAt;
    this.host.requestUpdate();
  }

  /** Opens the run that is shown once more: it goes on elsewhere. */
  async lookAgain(): Promise<void> {
    const engine = await this.stage.engine();
    const shown = this.stage.run.state?.executionId;
    const past = shown === undefined ? undefined : await engine.history.open(shown).catch(() => undefined);
    if (past !== undefined) await this.open(past);
  }

  /** Goes back from an earlier run to what it took the place of, form and all. */
  async leave(): Promise<void> {
    const { before } = this;
    const { run, exporter } = this.stage;
    if (before === undefined || run.running) return;
    this.forget();
    this.resumable = before.resumable;
    this.earlierOutline = before.earlierOutline;
    before.putFormBack();
    if (before.state === undefined) run.reset();
    else run.show(before.state, before.interrupted);
    this.host.requestUpdate();
    if (before.state === undefined || before.state.status === 'running') return;
    await exporter.take(resultOfState(before.state), await this.stage.engine());
  }

  /** Runs were deleted: none of them can be gone on with, and none that was opened stays open. */
  async deleted(executionIds: readonly string[]): Promise<void> {
    const { run } = this.stage;
    const isGone = (id: string | undefined): boolean => id !== undefined && executionIds.includes(id);
    const { before } = this;
    if (before !== undefined && isGone(before.state?.executionId)) this.before = withoutRun(before);
    if (run.running || !isGone(run.state?.executionId)) return;
    if (this.openedFrom !== undefined) return this.leave();
    this.resumable = undefined;
    if (run.interrupted) run.reset();
    this.host.requestUpdate();
  }

  /** Shows a run as it stood when it was read; its inputs are in the form, to be changed and run again. */
  private async show(past: PastRun): Promise<void> {
    const { run, exporter } = this.stage;
    const engine = await this.stage.engine();
    if (past.entry.status === 'running' && (await this.follows(past, engine))) return;
    await this.setTheStage(past, engine);
    if (run.running) return;
    const { entry, state } = past;
    const isOver = state.status !== 'running';
    run.show(state, !isOver);
    this.resumable =
      entry.status === 'succeeded' || entry.status === 'running' ? undefined : entry.executionId;
    if (isOver) void exporter.take(resultOfState(state), engine);
    this.host.requestUpdate();
  }

  /** Goes on with a run, or comes to look where it goes on already. */
  async resume(past: PastRun): Promise<void> {
    const engine = await this.stage.engine();
    if (this.stage.run.running || (await this.follows(past, engine))) return;
    await this.setTheStage(past, engine);
    await this.goOn(past.entry.executionId, engine);
  }

  /** Goes on with the run that is shown. */
  async resumeShown(): Promise<void> {
    const { resumable } = this;
    if (resumable !== undefined) await this.goOn(resumable, await this.stage.engine());
  }

  /** A run has ended: one that was written down can go on from where it failed. */
  async ended({ executionId, flow, success }: FlowResult, engine: FlowEngine): Promise<void> {
    this.resumable = undefined;
    if (success || executionId === '') return;
    const { runs } = await engine.history.list({ flow, limit: 5 }).catch(() => ({ runs: [] }));
    if (this.stage.run.state?.executionId !== executionId || this.stage.run.running) return;
    if (runs.some((run) => run.executionId === executionId)) this.resumable = executionId;
    this.host.requestUpdate();
  }

  private async goOn(executionId: string, engine: FlowEngine): Promise<void> {
    const { run, outline } = this.stage;
    this.resumable = undefined;
    this.forgetBefore();
    const call: Parameters<RunController['start']>[0]['call'] = (watch) =>
      engine.resumeRun(executionId, watch);
    await run.start({ engine, outline: this.earlierOutline ?? outline(), call });
  }

  /** Shows a run as it goes on. One that is over could be followed too, and would only be told once more. */
  private async follows(past: PastRun, engine: FlowEngine): Promise<boolean> {
    const { run, outline } = this.stage;
    const { status } = past.entry;
    if (status !== 'running' && status !== 'interrupted') return false;
    if (!(await run.follow(past.entry.executionId, engine, outline()))) return false;
    this.resumable = undefined;
    this.forgetBefore();
    await this.setTheStage(past, engine);
    return true;
  }

  private async setTheStage({ text, inputs }: PastRun, engine: FlowEngine): Promise<void> {
    const now = this.stage.text();
    const isEarlier = now !== undefined && now !== text;
    this.earlierOutline = isEarlier ? (await engine.inspectFlow(text)).outline : undefined;
    this.stage.fill(inputs);
    this.host.requestUpdate();
  }

  private keep(): ShownBefore {
    const { state, interrupted } = this.stage.run;
    const { resumable, earlierOutline } = this;
    return { state, interrupted, resumable, earlierOutline, putFormBack: this.stage.keepForm() };
  }

  private forgetBefore(): void {
    this.before = undefined;
    this.openedFrom = undefined;
  }

  /** Whether nobody has begun a run meanwhile, and the flow is still the one that was looked for. */
  private isFree(name: string): boolean {
    const { run, outline } = this.stage;
    return !run.running && run.state === undefined && outline()?.name === name;
  }
}
