import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles, buttonStyles } from '../../element/base-styles.ts';
import { defaultEngine } from '../../element/default-engine.ts';
import { errorStyles, renderError } from '../../element/error-view.ts';
import { deleteQuestionStyles } from '../../element/history/delete-question.ts';
import { LookAgain } from '../../element/history/look-again.ts';
import { progressStyles } from '../../element/steps/progress-view.ts';
import { theme } from '../../element/theme.ts';
import type { FlowEngine } from '../../engine/flow-engine.ts';
import type { ModelInfo } from '../../engine/model-library.ts';
import { type Brought, broughtByDrop } from './brought.ts';
import { cameStyles } from './came-view.ts';
import { placeStyles, renderPlace } from './drop-place.ts';
import { DropTarget } from './drop-target.ts';
import { KeptFocus } from './kept-focus.ts';
import { ModelImport, type Said } from './model-import.ts';
import { modelStyles, renderModel } from './model-row.ts';
import { keyOf, ModelShelf, type ShelvedModel } from './model-shelf.ts';
import { ModelWork } from './model-work.ts';
import { modelsStyles } from './models-styles.ts';
import { renderRoom, roomStyles } from './room-line.ts';
import { renderSaid, saidStyles } from './said-fields.ts';

interface Origin {
  readonly title: string;
  readonly note: string;
  /** Said where there are none; without it, the list is left out. */
  readonly none?: string;
}

const FETCHED =
  'Each is fetched when a step first asks for it, and kept here. A pinned one is not removed to make room for another.';

const origins: Readonly<Record<ModelInfo['from'], Origin>> = {
  import: {
    title: 'Your models',
    note: 'They stay here until you delete them.',
    none: 'None yet. A model that you bring stands here, and stays until you delete it.',
  },
  hub: { title: 'Models of a hub', note: FETCHED },
  site: { title: 'Models of this site', note: FETCHED, none: 'This site brings no models along.' },
};

/** The models of the site: a place to bring one's own to, and all that are at hand. */
@customElement('prompt-flow-models')
export class ModelsPage extends LitElement {
  static override styles = [
    theme,
    baseStyles,
    buttonStyles,
    errorStyles,
    progressStyles,
    deleteQuestionStyles,
    placeStyles,
    saidStyles,
    cameStyles,
    modelStyles,
    roomStyles,
    modelsStyles,
  ];

  /** The engine whose models they are; without one, the page's own. */
  @property({ attribute: false }) engine: FlowEngine | undefined;
  @state() private said: Said = {};
  @state() private isSaying = false;
  @state() private isRefused = false;

  private readonly shelf = new ModelShelf(this);
  private readonly importing = new ModelImport(this, {
    engine: () => this.engineToUse(),
    onDone: () => {
      this.said = {};
      this.isSaying = false;
      void this.refresh();
    },
  });
  private readonly work = new ModelWork(this, {
    engine: () => this.engineToUse(),
    refresh: () => this.refresh(),
  });
  private readonly target = new DropTarget(this, (data) => this.bring(() => broughtByDrop(data)));
  private readonly lookAgain = new LookAgain(this, () => void this.refresh());
  private readonly focused = new KeptFocus(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.refresh();
  }

  override render(): TemplateResult {
    return html`<div class="page ${this.target.isOver ? 'over' : ''}" @keydown=${this.keydown}>
      <header>
        <h1>Models</h1>
        <p class="lead">
          Bring a model of your own, and see what this browser has. A model stays on this machine; flows find it by its
          name.
        </p>
      </header>
      ${renderPlace({
        state: this.importing.state,
        isOver: this.target.isOver,
        wasBusy: this.importing.wasBusy,
        fields: renderSaid({
          said: this.said,
          isOpen: this.isSaying,
          onToggle: (isOpen) => {
            this.isSaying = isOpen;
          },
          onSay: (key, text) => {
            const { [key]: _before, ...others } = this.said;
            this.said = text === undefined ? others : { ...others, [key]: text };
          },
        }),
        onBring: this.bring,
        onAgain: () => void this.importing.again(this.said),
        onCancel: () => this.importing.cancel(),
      })}
      <p class="unseen" role="status" data-of="import">${this.importing.said}</p>
      <p class="unseen" role="status" data-of="work">${this.work.told?.text}</p>
      ${this.lists()}
      ${renderRoom({ room: this.shelf.room, isRefused: this.isRefused, onPersist: this.persist })}
    </div>`;
  }

  private lists(): TemplateResult {
    const { state } = this.shelf;
    switch (state.status) {
      case 'looking':
        return html`<p class="muted" role="status">Looking for models</p>`;
      case 'failed':
        return html`<section class="list" role="alert" aria-label="Models at hand">
          ${renderError(state.fault)}
          <button type="button" @click=${() => void this.refresh()}>Try again</button>
        </section>`;
      case 'ready':
        return html`${this.list('import')} ${this.list('hub')} ${this.list('site')}`;
    }
  }

  private list(from: ModelInfo['from']): TemplateResult | typeof nothing {
    const { title, note, none } = origins[from];
    const models = this.shelf.models.filter(({ info }) => info.from === from);
    if (models.length === 0 && none === undefined) return nothing;
    return html`<section class="list" aria-labelledby=${from} data-from=${from}>
      <div class="head">
        <h2 id=${from} tabindex="-1">${title}</h2>
        <p class="small muted">${models.length === 0 ? none : note}</p>
      </div>
      ${
        models.length === 0
          ? nothing
          : html`<ul class="models" aria-labelledby=${from}>
              ${repeat(
                models,
                ({ info }) => keyOf(info),
                (shelved) => this.row(shelved),
              )}
            </ul>`
      }
    </section>`;
  }

  private row(shelved: ShelvedModel): TemplateResult {
    const { info } = shelved;
    const key = keyOf(info);
    const { work } = this;
    return renderModel({
      shelved,
      isAsked: work.asked === key,
      isExporting: work.exporting === key,
      canExport: work.exporting === undefined,
      told: work.told?.key === key ? work.told : undefined,
      onPin: (pinned) => void this.pin(info, pinned),
      onUnload: () => void this.unload(info),
      onExport: () => void work.export(info),
      onAsk: () => void this.ask(key),
      onKeep: this.keep,
      onDelete: () => void this.delete(info),
    });
  }

  private readonly bring = (bring: () => Brought): void => {
    void this.importing.take(bring, this.said).then(() => {
      if (this.importing.state.status === 'failed' && this.importing.state.again) this.isSaying = true;
    });
  };

  private async engineToUse(): Promise<FlowEngine> {
    return this.engine ?? defaultEngine();
  }

  private async refresh(): Promise<void> {
    await this.shelf.load(this.engineToUse());
    // Nobody tells when a model is let go. Whatever else is drawn, as the bytes of an import, must not put this off.
    if (this.shelf.models.some(({ loaded }) => loaded.length > 0)) this.lookAgain.soon();
  }

  private readonly persist = async (): Promise<void> => {
    this.isRefused = !(await (await this.engineToUse()).persistStorage());
    await this.refresh();
  };

  private async pin(info: ModelInfo, pinned: boolean): Promise<void> {
    const pressed = this.focused.now;
    await this.work.pin(info, pinned);
    await this.focusAction(keyOf(info), pressed, pinned ? 'unpin' : 'pin');
  }

  private async unload(info: ModelInfo): Promise<void> {
    const pressed = this.focused.now;
    await this.work.unload(info);
    await this.focusAction(keyOf(info), pressed);
  }

  private async ask(key: string): Promise<void> {
    this.work.ask(key);
    await this.updateComplete;
    // Nothing is deleted by an Enter too many.
    this.find('[data-answer=keep]')?.focus();
  }

  private readonly keep = async (): Promise<void> => {
    const { asked } = this.work;
    const pressed = this.focused.now;
    this.work.ask(undefined);
    if (asked !== undefined) await this.focusAction(asked, pressed, 'delete');
  };

  private async delete(info: ModelInfo): Promise<void> {
    const rows = `[data-from=${info.from}] .model`;
    const place = this.findAll(rows).findIndex(({ dataset }) => dataset['model'] === keyOf(info));
    const pressed = this.focused.now;
    await this.work.delete(info);
    await this.updateComplete;
    // To the model, the one that stands in its place, or where the list was.
    const left = this.findAll(rows);
    const next = left[Math.min(place, left.length - 1)] ?? this.find(`#${info.from}`) ?? this.find('.place');
    this.focused.lead(next, pressed);
  }

  /** Escape keeps what the question is about. */
  private readonly keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.work.asked === undefined) return;
    event.preventDefault();
    void this.keep();
  };

  /** Leads the focus to what can be done with a model. */
  private async focusAction(key: string, pressed: Element | null, action?: string): Promise<void> {
    await this.updateComplete;
    const row = this.findAll('.model').find(({ dataset }) => dataset['model'] === key);
    const button = row?.querySelector<HTMLElement>(
      action === undefined ? 'button' : `[data-action=${action}]`,
    );
    this.focused.lead(button, pressed);
  }

  private find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }

  private findAll(selector: string): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>(selector)];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-models': ModelsPage;
  }
}
