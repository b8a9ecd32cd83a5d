import { css, html, nothing, type TemplateResult } from 'lit';
import { renderError } from '../../element/error-view.ts';
import { formatByteProgress } from '../../element/format/bytes.ts';
import { formatCount } from '../../element/format/number.ts';
import { icons } from '../../element/icons.ts';
import { renderBar } from '../../element/steps/progress-view.ts';
import { type Brought, broughtFiles, broughtFolder } from './brought.ts';
import { renderCame } from './came-view.ts';
import { type ImportState, ONE_AFTER_ANOTHER } from './model-import.ts';

export interface PlaceParts {
  readonly state: ImportState;
  /** Something is held over the page that would be taken. */
  readonly isOver: boolean;
  /** Another model was brought while one was imported. */
  readonly wasBusy: boolean;
  /** What may be said of a model before it is brought. */
  readonly fields: TemplateResult;
  readonly onBring: (bring: () => Brought) => void;
  readonly onAgain: () => void;
  readonly onCancel: () => void;
}

/** Where a model is brought to, what goes on with it, and what became of the last one. */
export function renderPlace(parts: PlaceParts): TemplateResult {
  const { state } = parts;
  const isBusy = state.status === 'looking' || state.status === 'storing';
  return html`<section class="place" aria-label="Bring a model" tabindex="-1">
    ${isBusy ? working(state, parts) : waiting(parts)}
    ${state.status === 'done' ? renderCame(state.models) : nothing}
    ${state.status === 'failed' ? failed(state, parts.onAgain) : nothing}
    ${isBusy ? nothing : parts.fields}
  </section>`;
}

function waiting({ isOver, onBring }: PlaceParts): TemplateResult {
  return html`<div class="drop ${isOver ? 'over' : ''}">
    ${icons.upload()}
    <div class="words">
      <p><b>${isOver ? 'Let go, and it is imported' : "Drop a model's folder or a zip file of it here"}</b></p>
      <p class="small muted">
        The folder has config.json and tokenizer.json in it, and a folder onnx with the weights. It is checked, and kept in
        this browser.
      </p>
    </div>
    <div class="choosers">
      <input
        class="unseen"
        type="file"
        webkitdirectory
        tabindex="-1"
        aria-hidden="true"
        @change=${(event: Event) => chosen(event, (files) => onBring(() => broughtFolder(files)))}
      />
      <button type="button" @click=${choose}>Choose a folder</button>
      <input
        class="unseen"
        type="file"
        accept=".zip,application/zip"
        tabindex="-1"
        aria-hidden="true"
        @change=${(event: Event) => chosen(event, (files) => onBring(() => broughtFiles(files)))}
      />
      <button type="button" @click=${choose}>Choose a zip file</button>
    </div>
  </div>`;
}

/** The browser's own window for files opens by a file field alone: the one before the button. */
function choose({ currentTarget }: Event): void {
  const field = (currentTarget as HTMLElement).previousElementSibling;
  if (field instanceof HTMLInputElement) field.click();
}

function chosen({ target }: Event, take: (files: readonly File[]) => void): void {
  const field = target as HTMLInputElement;
  const files = [...(field.files ?? [])];
  // The same can be chosen again.
  field.value = '';
  take(files);
}

function working(
  state: Extract<ImportState, { status: 'looking' | 'storing' }>,
  { wasBusy, onCancel }: PlaceParts,
): TemplateResult {
  return html`<div class="working">
    ${
      state.status === 'looking'
        ? renderBar('Importing', `Looking into ${state.name}${foundText(state.found)}`, undefined)
        : renderBar(`Importing ${state.name}`, storedText(state), shareOf(state))
    }
    <button type="button" @click=${onCancel}>Cancel</button>
    ${wasBusy ? html`<p class="small">${ONE_AFTER_ANOTHER}</p>` : nothing}
  </div>`;
}

function foundText(found: number): string {
  return found === 0 ? '' : ` — ${formatCount(found, 'file')}`;
}

type Storing = Extract<ImportState, { status: 'storing' }>;

function storedText({ name, loaded, total }: Storing): string {
  return total === undefined
    ? `Checking ${name}`
    : `Importing ${name} — ${formatByteProgress(loaded, total)}`;
}

function shareOf({ loaded, total }: Storing): number | undefined {
  return total === undefined || total <= 0 ? undefined : Math.min(1, loaded / total);
}

function failed(
  { fault, again }: Extract<ImportState, { status: 'failed' }>,
  onAgain: () => void,
): TemplateResult {
  return html`<div class="failed">
    <div role="alert">${renderError(fault)}</div>
    ${
      again === undefined
        ? nothing
        : html`<p class="again">
            <button type="button" @click=${onAgain}>Try ${again.name} again</button>
            <span class="small muted">with the name, task and precision that stand below</span>
          </p>`
    }
  </div>`;
}

export const placeStyles = css`
  .place {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    padding: 24px;
    border: 1px solid var(--pf-line);
    border-radius: var(--pf-radius);
    background: var(--pf-surface);
  }
  .place:focus {
    outline: none;
  }
  .drop {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 16px 20px;
    min-block-size: 8rem;
    padding: 24px;
    border: 1px dashed var(--pf-control-line);
    border-radius: var(--pf-radius-small);
    background: var(--pf-sunken);
  }
  .drop > svg.icon {
    inline-size: 1.75rem;
    block-size: 1.75rem;
    color: var(--pf-muted);
  }
  .drop.over {
    border-color: var(--pf-accent);
    background: var(--pf-accent-soft);
  }
  .drop.over > svg.icon {
    color: var(--pf-accent);
  }
  .drop .words {
    display: grid;
    gap: 4px;
    max-inline-size: 52ch;
    text-wrap: pretty;
  }
  .drop b {
    font-weight: 600;
  }
  .choosers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .working {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: end;
    align-content: center;
    gap: 16px 24px;
    min-block-size: 8rem;
    padding: 24px;
    border: 1px solid transparent;
    border-radius: var(--pf-radius-small);
    background: var(--pf-sunken);
  }
  .working .progress {
    max-inline-size: none;
    padding-block-end: 8px;
  }
  .failed {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  .again {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    overflow-wrap: anywhere;
  }
  @container prompt-flow-models (max-width: 48rem) {
    .drop {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .choosers {
      grid-column: 1 / -1;
    }
  }
  @container prompt-flow-models (max-width: 30rem) {
    .place,
    .drop,
    .working {
      padding: 16px;
    }
    .drop {
      column-gap: 12px;
      align-items: start;
    }
    .choosers button {
      flex: 1 1 auto;
    }
    .working {
      grid-template-columns: minmax(0, 1fr);
      justify-items: stretch;
    }
  }
`;
