import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FlowEngine } from '../../engine/flow-engine.ts';
import type { RunEntry, RunFilter } from '../../engine/history/run-history.ts';
import { baseStyles, buttonStyles } from '../base-styles.ts';
import { defaultEngine } from '../default-engine.ts';
import { errorStyles, renderError } from '../error-view.ts';
import { formatCount } from '../format/number.ts';
import { theme } from '../theme.ts';
import { deleteQuestionStyles, renderDeleteQuestion } from './delete-question.ts';
import { filterStyles, renderFilters } from './filter-view.ts';
import { HistoryList } from './history-list.ts';
import { HistorySearch } from './history-search.ts';
import { historyStyles } from './history-styles.ts';
import { HistoryWork } from './history-work.ts';
import { LookAgain } from './look-again.ts';
import { renderRow } from './run-row.ts';
import { renderUnreadable } from './unreadable-view.ts';
import { renderWholeActions } from './whole-actions.ts';

/** Stands in the place of the list, where everybody sees it; those who listen are told. */
const NONE_FITS = 'No earlier run fits.';

/**
 * The earlier runs of a flow, or of all flows: to look for, open, go on with, delete, and take along as one file.
 * `<prompt-flow>` has one of its own; a page may have one by itself, and listen to `prompt-flow-open-run`.
 *
 * @example
 * <prompt-flow-history flow="voice-note"></prompt-flow-history>
 */
@customElement('prompt-flow-history')
export class RunHistoryElement extends LitElement {
  static override styles = [
    theme,
    baseStyles,
    buttonStyles,
    errorStyles,
    filterStyles,
    deleteQuestionStyles,
    historyStyles,
  ];

  /** The name of the flow whose runs are listed; without it, runs of all flows. */
  @property() flow: string | undefined;
  /** The engine whose runs they are; without one, the page's own. */
  @property({ attribute: false }) engine: FlowEngine | undefined;
  /** The run that the page shows. */
  @property({ attribute: false }) shown: string | undefined;
  /** A run goes on in the page: no other can be shown in its place. */
  @property({ type: Boolean }) busy = false;

  @query('h3') private readonly heading!: HTMLElement | null;

  private readonly list = new HistoryList(this);
  private readonly searching = new HistorySearch(this, () => void this.search());
  private readonly lookAgain = new LookAgain(this, () => void this.refresh());
  private readonly work = new HistoryWork(this, {
    engine: () => this.engineToUse(),
    filter: () => this.filter,
    refresh: () => this.refresh(),
    tell: (name, detail) =>
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true })),
  });

  /** Fetches the list anew, as many runs as it shows. Resolves when it is there. */
  async refresh(): Promise<void> {
    await this.list.load(await this.engineToUse(), this.filter, this.list.runs.length);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.refresh();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('flow') || changed.has('engine')) void this.reload();
    if (this.list.runs.some((run) => this.isElsewhere(run))) this.lookAgain.soon();
  }

  override render(): TemplateResult {
    const { runs, fault } = this.list;
    const { asked } = this.work;
    return html`<section class="history" aria-labelledby="title" @keydown=${this.keydown}>
      <header>
        <h3 id="title" tabindex="-1">Earlier runs</h3>
        ${
          fault !== undefined
            ? nothing
            : renderWholeActions({
                isFiltered: this.searching.isOn,
                hasRuns: runs.length > 0,
                onImport: (file) => this.work.import(file),
                onExport: () => this.work.exportAll(),
                onDelete: this.askForAll,
              })
        }
      </header>
      ${
        asked?.of !== 'all'
          ? nothing
          : renderDeleteQuestion({
              count: asked.executionIds.length,
              isFiltered: this.searching.isOn,
              ofAllFlows: this.flow === undefined,
              onDelete: this.deleteAll,
              onKeep: this.keep,
            })
      }
      ${
        fault !== undefined || (runs.length === 0 && !this.searching.isOn)
          ? nothing
          : renderFilters(this.searching)
      }
      ${this.work.fault === undefined ? nothing : html`<div role="alert">${renderError(this.work.fault)}</div>`}
      <p class="said ${this.work.said === NONE_FITS ? 'unseen' : ''}" role="status" aria-live="polite">${this.work.said}</p>
      ${this.content()}
    </section>`;
  }

  private content(): TemplateResult | typeof nothing {
    const { fault, runs, isKnown, next } = this.list;
    if (!isKnown) return html`<p class="empty">Looking for earlier runs</p>`;
    if (fault !== undefined) return renderUnreadable(fault, () => this.reload());
    if (runs.length === 0) {
      if (this.searching.isOn) {
        return html`<p class="empty">${NONE_FITS} <button class="quiet" type="button" @click=${this.showAll}>Show all</button></p>`;
      }
      return html`<p class="empty">Nothing has run yet. Every run is kept in this browser, and nowhere else, until you delete it.</p>`;
    }
    return html`<ul class="runs" aria-label="Earlier runs">
        ${repeat(
          runs,
          ({ executionId }) => executionId,
          (entry, place) => this.row(entry, place),
        )}
      </ul>
      ${next === undefined ? nothing : html`<button class="more" type="button" @click=${this.showMore}>Show more</button>`}`;
  }

  private row(entry: RunEntry, place: number): TemplateResult {
    const { executionId } = entry;
    const { asked } = this.work;
    return renderRow({
      entry,
      now: Date.now(),
      withFlow: this.flow === undefined,
      isShown: this.shown === executionId,
      isElsewhere: this.isElsewhere(entry),
      isBusy: this.busy,
      isAsked: asked?.of === 'one' && asked.executionIds.includes(executionId),
      onOpen: () => this.work.hand('prompt-flow-open-run', executionId),
      onResume: () => this.work.hand('prompt-flow-resume-run', executionId),
      onExport: () => this.work.export([executionId]),
      onAsk: () => this.ask(executionId),
      onKeep: this.keep,
      onDelete: () => this.delete(place),
    });
  }

  /** Whether a run goes on in another tab, or unseen in this one. */
  private isElsewhere({ executionId, status }: RunEntry): boolean {
    return status === 'running' && !(this.busy && this.shown === executionId);
  }

  private get filter(): RunFilter {
    return this.searching.filter(this.flow);
  }

  private async engineToUse(): Promise<FlowEngine> {
    return this.engine ?? defaultEngine();
  }

  private async reload(): Promise<void> {
    await this.list.load(await this.engineToUse(), this.filter);
  }

  private readonly showAll = (): void => {
    this.searching.clear();
    this.heading?.focus();
  };

  private async search(): Promise<void> {
    this.work.ask(undefined);
    await this.reload();
    const { runs, next, fault } = this.list;
    if (fault !== undefined || !this.searching.isOn) return;
    const found = runs.length === 0 ? NONE_FITS : `${formatCount(runs.length, 'run')} found.`;
    this.work.say(next === undefined ? found : '');
  }

  private readonly showMore = async (): Promise<void> => {
    const first = this.list.runs.length;
    await this.list.more(await this.engineToUse(), this.filter);
    await this.updateComplete;
    this.focusRow(first);
  };

  private async ask(executionId: string): Promise<void> {
    this.work.ask({ of: 'one', executionIds: [executionId] });
    await this.focusAnswer();
  }

  private readonly askForAll = async (): Promise<void> => {
    await this.work.askForAll();
    await this.focusAnswer();
  };

  private readonly keep = async (): Promise<void> => {
    const { asked } = this.work;
    this.work.ask(undefined);
    await this.updateComplete;
    if (asked?.of === 'all') this.renderRoot.querySelector<HTMLElement>('.delete-all')?.focus();
    else
      this.focusRow(
        this.list.runs.findIndex((run) => asked?.executionIds[0] === run.executionId),
        'delete',
      );
  };

  private async delete(place: number): Promise<void> {
    await this.work.deleteAsked();
    await this.updateComplete;
    this.focusRow(Math.min(place, this.list.runs.length - 1));
  }

  private readonly deleteAll = async (): Promise<void> => {
    await this.work.deleteAsked();
    await this.updateComplete;
    this.heading?.focus();
  };

  /** Escape keeps what a question is about. */
  private readonly keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.work.asked === undefined) return;
    event.preventDefault();
    void this.keep();
  };

  /** Nothing is deleted by an Enter too many: the focus goes to the answer that keeps. */
  private async focusAnswer(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[data-answer=keep]')?.focus();
  }

  /** Leads the focus to what can be done with a run; to the title, where no run is left. */
  private focusRow(place: number, action = ''): void {
    const rows = this.renderRoot.querySelectorAll<HTMLElement>('.run');
    const wanted = action === '' ? 'button' : `[data-action=${action}]`;
    (rows[place]?.querySelector<HTMLElement>(wanted) ?? this.heading)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-history': RunHistoryElement;
  }
}
