import { css, html, nothing, type TemplateResult } from 'lit';
import { renderError } from '../../element/error-view.ts';
import { formatBytes } from '../../element/format/bytes.ts';
import type { LoadedModelInfo, ModelInfo } from '../../engine/model-library.ts';
import { renderDeleteModel } from './delete-model.ts';
import { keyOf, type ShelvedModel } from './model-shelf.ts';
import type { Told } from './model-work.ts';

export interface RowParts {
  readonly shelved: ShelvedModel;
  /** Somebody is asked whether it is to be deleted. */
  readonly isAsked: boolean;
  readonly isExporting: boolean;
  /** No model is put into a zip file: there is one export at a time. */
  readonly canExport: boolean;
  readonly told: Told | undefined;
  readonly onPin: (pinned: boolean) => void;
  readonly onUnload: () => void;
  readonly onExport: () => void;
  readonly onAsk: () => void;
  readonly onKeep: () => void;
  readonly onDelete: () => void;
}

/** One model: what it is, where it is now, and what can be done with it. */
export function renderModel(parts: RowParts): TemplateResult {
  const { shelved, isAsked, told } = parts;
  const { info } = shelved;
  const facts = [info.task, info.dtype, formatBytes(info.size), info.licence ?? 'licence unknown'];
  return html`<li class="model" data-model=${keyOf(info)} tabindex="-1">
    <div class="what">
      <h3>${info.model}</h3>
      ${info.description === undefined ? nothing : html`<p class="description">${info.description}</p>`}
      <p class="facts small">
        <span>${facts.join(' · ')}</span>
        ${statesOf(shelved).map(({ name, text }) => html`<span class="state ${name}">${text}</span>`)}
      </p>
    </div>
    ${isAsked ? renderDeleteModel({ ...parts, info }) : actions(parts)}
    ${told?.text === undefined ? nothing : html`<p class="told small muted">${told.text}</p>`}
    ${told?.fault === undefined ? nothing : html`<div class="told" role="alert">${renderError(told.fault)}</div>`}
  </li>`;
}

interface State {
  readonly name: 'kept' | 'away' | 'pinned' | 'loaded';
  readonly text: string;
}

function statesOf({ info, loaded }: ShelvedModel): readonly State[] {
  return [
    info.isStored
      ? { name: 'kept' as const, text: 'Kept here' }
      : { name: 'away' as const, text: 'Not here yet' },
    ...(info.isPinned ? [{ name: 'pinned' as const, text: 'Pinned' }] : []),
    ...(loaded.length > 0 ? [{ name: 'loaded' as const, text: memoryText(loaded) }] : []),
  ];
}

function memoryText(loaded: readonly LoadedModelInfo[]): string {
  const bytes = loaded.reduce((sum, { memory }) => sum + memory, 0);
  const where = loaded.every(({ shared }) => shared === true) ? 'In the memory of another tab' : 'In memory';
  const work = loaded.some(({ isBusy }) => isBusy) ? ', computing' : '';
  return `${where}, about ${formatBytes(bytes)}${work}`;
}

function actions(parts: RowParts): TemplateResult {
  const { shelved, isExporting, canExport, onPin, onUnload, onExport, onAsk } = parts;
  const { info, loaded } = shelved;
  // What the user brought is never removed to make room: there is nothing to pin.
  const canPin = info.isStored && info.from !== 'import';
  return html`<div class="row-actions">
    ${loaded.length > 0 ? button(info, 'Unload', onUnload) : nothing}
    ${canPin ? button(info, info.isPinned ? 'Unpin' : 'Pin', () => onPin(!info.isPinned)) : nothing}
    ${info.isStored ? button(info, isExporting ? 'Exporting' : 'Export', onExport, !canExport) : nothing}
    ${info.isStored ? button(info, 'Delete', onAsk, isExporting) : nothing}
  </div>`;
}

const places = { Unload: ' from memory', Pin: '', Unpin: '', Export: '', Exporting: '', Delete: '' } as const;

function button(
  { model, dtype }: ModelInfo,
  word: keyof typeof places,
  press: () => void,
  isOff = false,
): TemplateResult {
  return html`<button
    class="quiet"
    type="button"
    data-action=${word.toLowerCase()}
    aria-label=${`${word} ${model} in ${dtype}${places[word]}`}
    aria-disabled=${isOff ? 'true' : nothing}
    @click=${() => {
      if (!isOff) press();
    }}
  >
    ${word}
  </button>`;
}

export const modelStyles = css`
  .models {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .model {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: start;
    gap: 8px 24px;
    padding-block: 16px;
    border-block-start: 1px solid var(--pf-line);
  }
  .model:last-child {
    padding-block-end: 0;
  }
  .model .what {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2px;
    overflow-wrap: anywhere;
  }
  .model h3 {
    font-size: var(--pf-size-body);
    font-weight: 600;
    line-height: 1.5;
  }
  .model .description {
    max-inline-size: 68ch;
    text-wrap: pretty;
  }
  .model:focus {
    outline: none;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    color: var(--pf-muted);
    line-height: 1.5;
  }
  .state::before {
    content: '';
    display: inline-block;
    inline-size: 7px;
    block-size: 7px;
    margin-inline-end: 7px;
    border: 1px solid var(--pf-control-line);
    border-radius: 50%;
    vertical-align: 1px;
  }
  .kept::before {
    border-color: var(--pf-good);
    background: var(--pf-good);
  }
  :is(.loaded, .pinned)::before {
    border-color: var(--pf-accent);
    background: var(--pf-accent);
  }
  .row-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 4px;
    /* A button is taller than the line beside it: their texts stand on one line. */
    margin-block-start: -3px;
    margin-inline-end: -8px;
  }
  button.quiet[aria-disabled='true'] {
    background: transparent;
  }
  .told,
  .model .asked-all {
    grid-column: 1 / -1;
  }
  @container prompt-flow-models (max-width: 44rem) {
    .model {
      grid-template-columns: minmax(0, 1fr);
    }
    .row-actions {
      justify-content: flex-start;
      margin-block-start: 0;
      margin-inline: -8px 0;
    }
  }
`;
