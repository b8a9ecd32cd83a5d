import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { FlowEngine, FlowSource } from '../engine/flow-engine.ts';
import type { FlowResult } from '../engine/state/flow-result.ts';
import type { RunEvent } from '../engine/state/run-event.ts';
import type { Diagnostic } from '../errors/index.ts';
import type { FlowOutline } from '../flow/flow-outline.ts';
import { renderActions } from './actions-view.ts';
import { baseStyles, buttonStyles } from './base-styles.ts';
import { callbackEventName } from './callback-event.ts';
import { defaultEngine } from './default-engine.ts';
import { diagnosticStyles, renderDiagnostics } from './diagnostics/diagnostic-list.ts';
import type { PromptFlowEvents } from './element-events.ts';
import { errorStyles } from './error-view.ts';
import { FlowLoader } from './flow-loader.ts';
import type { InputForm } from './form/input-form.ts';
import { takeAnswers } from './question/answering.ts';
import { askingNoteStyles } from './question/asking-note.ts';
import './form/input-form.ts';
import { type FieldFaults, mergeFaults } from './form/read-form.ts';
import { readableName } from './format/readable-name.ts';
import { renderIntro, renderNotice, renderSource } from './frame-views.ts';
import './history/history-events.ts';
import { earlierNoteStyles } from './history/earlier-note.ts';
import { interruptedStyles } from './history/interrupted-view.ts';
import { PastRuns } from './history/past-runs.ts';
import type { RunHistoryElement } from './history/run-history-element.ts';
import './history/run-history-element.ts';
import { layoutStyles } from './layout-styles.ts';
import { renderOutcome } from './outcome-view.ts';
import { formattedStyles } from './result/formatted-view.ts';
import { ResultExporter } from './result/result-exporter.ts';
import { resultStyles } from './result/result-view.ts';
import { RunController } from './run-controller.ts';
import { renderSampleChips, SamplesController } from './sample-chips.ts';
import type { FlowSample } from './samples.ts';
import { stepListStyles } from './steps/step-list.ts';
import { theme } from './theme.ts';
import { answerFileRequests, type OpenFile } from './values/file-access.ts';
import { recordStyles } from './values/record-styles.ts';

/**
 * Shows a flow, its form, its run and its result.
 *
 * @example
 * <prompt-flow src="flows/voice-note/flow.yaml" samples="flows/voice-note/samples/index.json"></prompt-flow>
 */
@customElement('prompt-flow')
export class PromptFlow extends LitElement {
  static override styles = [
    theme,
    baseStyles,
    buttonStyles,
    layoutStyles,
    diagnosticStyles,
    askingNoteStyles,
    stepListStyles,
    recordStyles,
    errorStyles,
    resultStyles,
    formattedStyles,
    interruptedStyles,
    earlierNoteStyles,
  ];

  /** The address of a flow's YAML, relative to the page. */
  @property() src: string | undefined;
  /** A flow as YAML text or as an object, instead of `src`. */
  @property({ attribute: false }) source: FlowSource | undefined;
  /** The address of a samples index, or the samples themselves. */
  @property() samples: string | readonly FlowSample[] | undefined;
  /** Fills the form with the first sample at once. */
  @property({ type: Boolean, attribute: 'start-with-sample' }) startWithSample = false;
  /** The engine to run on; without one, the page's own. */
  @property({ attribute: false }) engine: FlowEngine | undefined;
  /** Values to put into the form. */
  @property({ attribute: false }) inputs: Readonly<Record<string, unknown>> | undefined;
  /** Gives the bytes of files in outputs; without it, the engine's store. */
  @property({ attribute: false }) openFile: OpenFile | undefined;
  /** The title, where the flow's name is not good enough. */
  @property() heading: string | undefined;
  /** The level of the title in the page's outline. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;
  /** Leaves the list of earlier runs away; runs are kept all the same. */
  @property({ type: Boolean, attribute: 'no-history' }) noHistory = false;

  @state() private faults: FieldFaults = {};
  @query('prompt-flow-form') private readonly form!: InputForm | null;
  @query('prompt-flow-history') private readonly history!: RunHistoryElement | null;
  @query('.outcome-column') private readonly outcome!: HTMLElement | null;
  @query('.input button.primary') private readonly runButton!: HTMLElement | null;
  @query('.earlier-note') private readonly earlierNote!: HTMLElement | null;

  private readonly loader = new FlowLoader(this, (inspection) => {
    this.emit('flow-loaded', inspection);
    if (inspection.outline !== undefined) void this.past.lookFor(inspection.outline);
  });
  private readonly current = new RunController(
    this,
    (event) => this.tell(event),
    (result, engine) => {
      void this.exporter.take(result, engine);
      void this.past.ended(result, engine);
      void this.history?.refresh();
      this.emit('run-finished', result);
    },
  );
  private readonly exporter = new ResultExporter(this);
  private readonly sampling = new SamplesController(this, (values) => {
    this.form?.fill(values, true);
    this.faults = {};
  });

  private readonly past = new PastRuns(this, {
    run: this.current,
    exporter: this.exporter,
    engine: () => this.engineToUse(),
    outline: () => this.outline,
    text: () => {
      const { state } = this.loader;
      return state.status === 'ready' && typeof state.source === 'string' ? state.source : undefined;
    },
    fill: (inputs) => {
      this.sampling.giveWay();
      this.form?.fill(inputs, true);
      this.faults = {};
    },
    keepForm: () => {
      const { faults } = this;
      const { chosen } = this.sampling;
      const putBack = this.form?.keep();
      return () => {
        putBack?.();
        this.sampling.chosen = chosen;
        this.faults = faults;
      };
    },
  });

  constructor() {
    super();
    this.addEventListener('prompt-flow-open-run', async ({ detail }) => {
      await this.past.open(detail);
      await this.showOutcome(true);
      // The button that was pressed is gone.
      (this.earlierNote ?? this.runButton)?.focus({ preventScroll: true });
    });
    this.addEventListener('prompt-flow-resume-run', ({ detail }) => this.goOn(this.past.resume(detail)));
    this.addEventListener('prompt-flow-runs-deleted', ({ detail }) => void this.past.deleted(detail));
    answerFileRequests(this, async (file) =>
      this.openFile === undefined ? (await this.engineToUse()).openFile(file) : this.openFile(file),
    );
    takeAnswers(this, async ({ executionId, step }, values) =>
      (await this.engineToUse()).respond(executionId, step, values),
    );
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      this.requestRun();
    });
    // Here and not on the form, so that a paste beside a field finds the file field too.
    this.addEventListener('paste', (event) => this.form?.takePasted(event));
  }

  /** Runs the flow with what the form says, and with `inputs` over it. Resolves always, with the run's result. */
  async run(inputs: Readonly<Record<string, unknown>> = {}): Promise<FlowResult> {
    await this.updateComplete;
    await this.loader.settled;
    await this.updateComplete;
    this.form?.fill(inputs);
    const reading = this.form?.read() ?? { values: {}, faults: {} };
    this.faults = reading.faults;
    const engine = await this.engineToUse();
    const { state } = this.loader;
    const { source, address } = state.status === 'ready' ? state : { source: this.source ?? '' };
    const values = { ...reading.values, ...inputs };
    this.past.forget();
    const running = this.current.start({
      engine,
      outline: this.outline,
      call: (watch) =>
        engine.executeFlow(source, values, { ...watch, ...(address !== undefined && { address }) }),
    });
    void this.showOutcome();
    const result = await running;
    await this.settle(result, reading.faults);
    return result;
  }

  /** Ends the run that goes on, if one does. */
  cancel(): void {
    this.current.cancel();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('src') || changed.has('source') || changed.has('engine')) this.reload();
    if (changed.has('samples') || changed.has('startWithSample')) {
      this.sampling.load(this.samples, this.startWithSample, this.loader.settled);
    }
  }

  override render(): TemplateResult {
    const load = this.loader.state;
    if (load.status !== 'ready') return renderNotice(load, this.reload);
    return this.flow(load.inspection.outline, load.inspection.diagnostics, load.source);
  }

  private flow(
    outline: FlowOutline | undefined,
    diagnostics: readonly Diagnostic[],
    source: FlowSource,
  ): TemplateResult {
    const text = typeof source === 'string' ? source : undefined;
    return html`<div class="flow">
      ${renderIntro(this.titleOf(outline), outline?.description, this.headingLevel)} ${renderDiagnostics(diagnostics, text)}
      ${
        outline === undefined
          ? nothing
          : html`<div class="columns">
              ${this.inputColumn(outline)}
              <div class="outcome-column">
                ${renderOutcome({
                  outline,
                  diagnostics,
                  current: this.current,
                  past: this.past,
                  exporter: this.exporter,
                  onResume: this.resumeShown,
                  onLookAgain: this.lookAgain,
                  onLeave: this.leaveEarlier,
                })}
              </div>
            </div>`
      }
      ${outline === undefined || this.noHistory ? nothing : this.earlierRuns(outline)}
      ${text === undefined ? nothing : renderSource(text)}
    </div>`;
  }

  private inputColumn(outline: FlowOutline): TemplateResult {
    return html`<section class="panel input" aria-label="Input">
      ${outline.inputs.length === 0 ? nothing : html`<h3 class="panel-title">Input</h3>`}
      ${renderSampleChips(this.sampling)}
      ${
        outline.inputs.length === 0
          ? nothing
          : html`<prompt-flow-form
              .inputs=${outline.inputs}
              .preset=${this.inputs}
              .faults=${this.faults}
              @form-changed=${this.fieldChanged}
              @run-requested=${this.requestRun}
            ></prompt-flow-form>`
      }
      ${renderActions({
        run: this.current,
        blocked: this.blocked,
        faultyFields: Object.keys(this.faults).length,
        onRun: this.requestRun,
        onResume:
          this.past.resumable === undefined || this.current.interrupted ? undefined : this.resumeShown,
        onCancel: () => this.cancel(),
        onShowQuestion: this.showQuestion,
      })}
    </section>`;
  }

  private earlierRuns({ name }: FlowOutline): TemplateResult {
    const { running, state } = this.current;
    return html`<prompt-flow-history
      .flow=${name}
      .engine=${this.engine}
      .shown=${state?.executionId}
      ?busy=${running}
    ></prompt-flow-history>`;
  }

  private readonly resumeShown = (): void => this.goOn(this.past.resumeShown());

  private readonly lookAgain = (): void => void this.past.lookAgain();

  private readonly leaveEarlier = async (): Promise<void> => {
    await this.past.leave();
    await this.updateComplete;
    this.runButton?.focus();
  };

  /** Shows a run that goes on. The button that was pressed goes with it; the focus goes to one that stays. */
  private goOn(going: Promise<void>): void {
    this.runButton?.focus({ preventScroll: true });
    void this.showOutcome(true);
    void going;
  }

  private titleOf(outline: FlowOutline | undefined): string {
    return (
      this.heading ?? (outline === undefined ? 'A flow that cannot be read' : readableName(outline.name))
    );
  }

  private get outline(): FlowOutline | undefined {
    return this.loader.state.status === 'ready' ? this.loader.state.inspection.outline : undefined;
  }

  /** A flow with faults cannot be started from the page. */
  private get blocked(): boolean {
    const { state } = this.loader;
    return (
      state.status !== 'ready' || state.inspection.diagnostics.some(({ severity }) => severity === 'error')
    );
  }

  private readonly reload = (): void => {
    this.current.reset();
    this.past.forget();
    this.faults = {};
    const flow =
      this.source !== undefined ? { source: this.source } : this.src ? { src: this.src } : undefined;
    this.loader.load(flow, () => this.engineToUse());
  };

  /** Run, as a person asks for it: not twice at once, and not with faults in the flow. */
  private readonly requestRun = (): void => {
    if (!this.blocked && !this.current.running) void this.run();
  };

  private async engineToUse(): Promise<FlowEngine> {
    return this.engine ?? defaultEngine();
  }

  private readonly fieldChanged = (event: CustomEvent<string>): void => {
    this.sampling.chosen = undefined;
    if (!Object.hasOwn(this.faults, event.detail)) return;
    const { [event.detail]: _mended, ...rest } = this.faults;
    this.faults = rest;
  };

  /** Where the outcome stands below the form, it may be out of sight when the run starts. */
  private async showOutcome(fromBelow = false): Promise<void> {
    await this.updateComplete;
    const top = this.outcome?.getBoundingClientRect().top ?? 0;
    if (top > window.innerHeight * 0.75 || (fromBelow && top < 0))
      this.outcome?.scrollIntoView({ block: 'start' });
  }

  /** After a run: faults to their fields, and the focus back from a Cancel button that is gone. */
  private async settle(result: FlowResult, own: FieldFaults): Promise<void> {
    const refused = result.error?.code === 'invalid_inputs';
    const cancelHadFocus = this.renderRoot.querySelector('.cancel:focus') !== null;
    if (refused) this.faults = mergeFaults(own, result.error?.diagnostics ?? []);
    await this.updateComplete;
    await this.form?.updateComplete;
    if (refused) this.form?.focusFirstFault();
    else if (cancelHadFocus) this.runButton?.focus();
  }

  private readonly showQuestion = (step: string): void => {
    const views = this.renderRoot.querySelectorAll('prompt-flow-step');
    void [...views].find(({ outline }) => outline?.name === step)?.showQuestion();
  };

  private tell(event: RunEvent): void {
    this.emit('run-event', event);
    if (event.type === 'run_started') void this.history?.refresh();
    if (event.type !== 'flow_callback') return;
    const { detail } = event;
    const name = callbackEventName(event.event);
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  private emit<Name extends keyof PromptFlowEvents>(
    name: Name,
    detail: PromptFlowEvents[Name]['detail'],
  ): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow': PromptFlow;
  }
}
