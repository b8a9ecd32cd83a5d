import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FlowEngine } from '../../engine/flow-engine.ts';
import type { PastRun, RunFilter, RunImport } from '../../engine/history/run-history.ts';
import { FlowError } from '../../errors/index.ts';
import { baseStyles, buttonStyles } from '../base-styles.ts';
import { defaultEngine } from '../default-engine.ts';
import { errorStyles, renderError } from '../error-view.ts';
import { formatCount } from '../format/number.ts';
import { saveFile } from '../save-file.ts';
import { theme } from '../theme.ts';
import { allStatuses, entryMarks, isStatus } from './entry-status.ts';
import type { HistoryEvents } from './history-events.ts';
import { allThatFit, HistoryList } from './history-list.ts';
import { historyStyles } from './history-styles.ts';
import { renderRow } from './run-row.ts';

/** How long nobody has to type before a search begins, in milliseconds. */
const PAUSE = 200;

/**
 * The earlier runs of a flow, or of all flows: to look for, open, go on with, delete, and take along as one file.
 * `<prompt-flow>` has one of its own; a page may have one by itself, and listen to `prompt-flow-open-run`.
 *
 * @example
 * <prompt-flow-history flow="voice-note"></prompt-flow-history>
 */
@customElement('prompt-flow-history')
export class RunHistoryElement extends LitElement {
  static override styles = [theme, baseStyles, buttonStyles, errorStyles, historyStyles];

  /** The name of the flow whose runs are listed; without it, runs of all flows. */
  @property() flow: string | undefined;
  /** The engine whose runs they are; without one, the page's own. */
  @property({ attribute: false }) engine: FlowEngine | undefined;
  /** The run that the page shows. */
  @property({ attribute: false }) shown: string | undefined;
  /** A run goes on in the page: no other can be shown in its place. */
  @property({ type: Boolean }) busy = false;

  @state() private text = '';
  @state() private status = '';
  /** The run that somebody is asked about. */
  @state() private asked: string | undefined;
  /** What became of the last thing that was done. */
  @state() private said = '';
  @state() private fault: FlowError | undefined;
  @query('h3') private readonly heading!: HTMLElement | null;
  @query('input[type=file]') private readonly chooser!: HTMLInputElement | null;

  private readonly list = new HistoryList(this);
  private typing: ReturnType<typeof setTimeout> | undefined;

  /** Fetches the list anew, as many runs as it shows. Resolves when it is there. */
  async refresh(): Promise<void> {
    await this.list.load(await this.engineToUse(), this.filter, this.list.runs.length);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.lookAgain);
    if (this.hasUpdated) void this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.lookAgain);
    clearTimeout(this.typing);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('flow') || changed.has('engine')) void this.reload();
  }

  override render(): TemplateResult {
    const { list } = this;
    return html`<section class="history" aria-labelledby="title">
      <header>
        <h3 id="title" tabindex="-1">Earlier runs</h3>
        <div class="whole">
          <input
            class="unseen"
            type="file"
            accept=".zip,application/zip"
            tabindex="-1"
            aria-hidden="true"
            @change=${this.importChosen}
          />
          <button class="quiet" type="button" @click=${() => this.chooser?.click()}>Import</button>
          ${list.runs.length === 0 ? nothing : html`<button class="quiet" type="button" @click=${this.exportAll}>Export all</button>`}
        </div>
      </header>
      ${list.runs.length === 0 && !this.isFiltered ? nothing : this.filters()}
      ${this.fault === undefined ? nothing : html`<div role="alert">${renderError(this.fault)}</div>`}
      <p class="said" role="status" aria-live="polite">${this.said}</p>
      ${this.content()}
    </section>`;
  }

  private content(): TemplateResult | typeof nothing {
    const { fault, runs, isKnown, next } = this.list;
    if (!isKnown) return html`<p class="empty">Looking for earlier runs</p>`;
    if (fault !== undefined) return unreadable(fault, () => this.reload());
    if (runs.length === 0) {
      if (this.isFiltered) {
        return html`<p class="empty">No earlier run fits. <button class="quiet" type="button" @click=${this.showAll}>Show all</button></p>`;
      }
      return html`<p class="empty">Nothing has run yet. Every run is kept in this browser, and nowhere else, until you delete it.</p>`;
    }
    return html`<ul class="runs" aria-label="Earlier runs">
        ${repeat(
          runs,
          ({ executionId }) => executionId,
          (entry) => this.row(entry),
        )}
      </ul>
      ${next === undefined ? nothing : html`<button class="more" type="button" @click=${this.showMore}>Show more</button>`}`;
  }

  private row(entry: HistoryList['runs'][number]): TemplateResult {
    const { executionId } = entry;
    return renderRow({
      entry,
      now: Date.now(),
      withFlow: this.flow === undefined,
      isShown: this.shown === executionId,
      isBusy: this.busy,
      isAsked: this.asked === executionId,
      onOpen: () => this.hand('prompt-flow-open-run', executionId),
      onResume: () => this.hand('prompt-flow-resume-run', executionId),
      onExport: () => this.export([executionId]),
      onAsk: () => this.ask(executionId),
      onKeep: () => this.keep(executionId),
      onDelete: () => this.delete(executionId),
    });
  }

  private filters(): TemplateResult {
    return html`<div class="filters" role="search" aria-label="Earlier runs">
      <label
        ><span class="unseen">Search</span
        ><input type="search" placeholder="Search inputs and errors" .value=${this.text} @input=${this.typed}
      /></label>
      <label
        ><span class="unseen">How it ended</span
        ><select @change=${this.chosen}>
          <option value="" ?selected=${this.status === ''}>All runs</option>
          ${allStatuses.map(
            (status) =>
              html`<option value=${status} ?selected=${this.status === status}>${entryMarks[status].word}</option>`,
          )}
        </select></label
      >
    </div>`;
  }

  private get filter(): RunFilter {
    return {
      ...(this.flow !== undefined && { flow: this.flow }),
      ...(isStatus(this.status) && { status: this.status }),
      ...(this.text.trim() !== '' && { text: this.text }),
    };
  }

  private get isFiltered(): boolean {
    return this.text.trim() !== '' || this.status !== '';
  }

  private async engineToUse(): Promise<FlowEngine> {
    return this.engine ?? defaultEngine();
  }

  private async reload(): Promise<void> {
    await this.list.load(await this.engineToUse(), this.filter);
  }

  /** Another tab may have added runs, or ended some. */
  private readonly lookAgain = (): void => {
    if (document.visibilityState === 'visible') void this.refresh();
  };

  private readonly typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.search(), PAUSE);
  };

  private readonly chosen = (event: Event): void => {
    this.status = (event.target as HTMLSelectElement).value;
    void this.search();
  };

  private readonly showAll = (): void => {
    this.text = '';
    this.status = '';
    this.heading?.focus();
    void this.search();
  };

  private async search(): Promise<void> {
    this.asked = undefined;
    this.said = '';
    await this.reload();
    const { runs, next, fault } = this.list;
    if (fault !== undefined || !this.isFiltered) return;
    this.said = next === undefined ? `${formatCount(runs.length, 'run')} found.` : '';
  }

  private readonly showMore = async (): Promise<void> => {
    const first = this.list.runs.length;
    await this.list.more(await this.engineToUse(), this.filter);
    await this.updateComplete;
    this.focusRow(first);
  };

  /** Opens a run for whoever shows it. */
  private hand(name: keyof HistoryEvents & `${string}-run`, executionId: string): Promise<void> {
    return this.attempt(async (engine) => {
      const run: PastRun = await engine.history.open(executionId);
      this.dispatchEvent(new CustomEvent(name, { detail: run, bubbles: true, composed: true }));
    });
  }

  private async ask(executionId: string): Promise<void> {
    this.asked = executionId;
    this.said = '';
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.asked button:last-child')?.focus();
  }

  private async keep(executionId: string): Promise<void> {
    this.asked = undefined;
    await this.updateComplete;
    this.focusRow(
      this.list.runs.findIndex((run) => run.executionId === executionId),
      'delete',
    );
  }

  private delete(executionId: string): Promise<void> {
    const place = this.list.runs.findIndex((run) => run.executionId === executionId);
    this.asked = undefined;
    return this.attempt(async (engine) => {
      await engine.history.delete(executionId);
      const detail = { detail: executionId, bubbles: true, composed: true };
      this.dispatchEvent(new CustomEvent('prompt-flow-run-deleted', detail));
      await this.refresh();
      this.said = 'The run was deleted.';
      await this.updateComplete;
      this.focusRow(Math.min(place, this.list.runs.length - 1));
    });
  }

  private export(executionIds: readonly string[]): Promise<void> {
    return this.attempt(async (engine) => {
      const archive = await engine.history.export(executionIds);
      saveFile(archive, `${this.flow ?? 'runs'}-${new Date().toISOString().slice(0, 10)}.runs.zip`);
      this.said = `${formatCount(executionIds.length, 'run')} exported.`;
    });
  }

  private readonly exportAll = (): Promise<void> =>
    this.attempt(async (engine) => this.export(await allThatFit(engine, this.filter)));

  private readonly importChosen = (): Promise<void> =>
    this.attempt(async (engine) => {
      const [file] = this.chooser?.files ?? [];
      if (this.chooser !== null) this.chooser.value = '';
      if (file === undefined) return;
      const done = await engine.history.import(file).finally(() => this.refresh());
      const here = new Set(await allThatFit(engine, this.flow === undefined ? {} : { flow: this.flow }));
      this.said = importText(done, done.imported.filter((id) => !here.has(id)).length);
    });

  private async attempt(work: (engine: FlowEngine) => Promise<void>): Promise<void> {
    this.fault = undefined;
    this.said = '';
    try {
      await work(await this.engineToUse());
    } catch (thrown) {
      this.fault = FlowError.from(thrown);
      await this.refresh();
    }
  }

  /** Leads the focus to what can be done with a run; to the title, where no run is left. */
  private focusRow(place: number, action = ''): void {
    const rows = this.renderRoot.querySelectorAll<HTMLElement>('.run');
    const wanted = action === '' ? 'button' : `[data-action=${action}]`;
    (rows[place]?.querySelector<HTMLElement>(wanted) ?? this.heading)?.focus();
  }
}

/** What came of an import, in a sentence or two. */
function importText({ imported, present, missingFiles }: RunImport, elsewhere: number): string {
  const parts = [
    imported.length === 0 ? 'No run was new.' : `${formatCount(imported.length, 'run')} imported.`,
  ];
  if (elsewhere > 0) parts.push(`${formatCount(elsewhere, 'run')} of other flows: on the pages of those.`);
  if (present.length > 0) parts.push(`${formatCount(present.length, 'run')} had been here already.`);
  if (missingFiles > 0)
    parts.push(`${formatCount(missingFiles, 'file')} had been gone when they were exported.`);
  return parts.join(' ');
}

/** Without a database all works, for as long as the page is open. */
function unreadable(fault: FlowError, retry: () => void): TemplateResult {
  return html`<div class="empty">
      ${
        fault.code === 'storage_unavailable'
          ? html`<p>Runs are kept only until this page is closed. ${fault.message} ${fault.hint ?? ''}</p>`
          : renderError(fault)
      }
    </div>
    <button class="more" type="button" @click=${retry}>Try again</button>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-history': RunHistoryElement;
  }
}
