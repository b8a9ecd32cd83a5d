import { html, nothing, type TemplateResult } from 'lit';
import type { ModelInfo } from '../../engine/model-library.ts';

export interface DeleteParts {
  readonly info: ModelInfo;
  /** The model is put into a zip file: it stays until that is done. */
  readonly isExporting: boolean;
  /** No model is put into a zip file. */
  readonly canExport: boolean;
  readonly onExport: () => void;
  readonly onKeep: () => void;
  readonly onDelete: () => void;
}

/** What it means that the browser does not have a model any more. */
const consequences: Readonly<Record<ModelInfo['from'], string>> = {
  site: 'Where this site still has it, the next step that asks for it fetches it again.',
  hub: 'Where the hub still has it, the next step that asks for it fetches it again, after a question.',
  import:
    'It came from you, and this browser may hold the only copy. Flows that name it do not run without it. Export it first to keep one.',
};

/** Asks before a model is deleted: what goes, whether it can come back, and how to keep it elsewhere. */
export function renderDeleteModel(parts: DeleteParts): TemplateResult {
  const { info, isExporting, canExport, onExport, onKeep, onDelete } = parts;
  const isOwn = info.from === 'import';
  return html`<div class="asked-all" role="group" aria-labelledby="asked" aria-describedby="asked-note">
    <p id="asked"><b>Delete ${info.model} in ${info.dtype} ${isOwn ? 'for good' : 'from this browser'}?</b></p>
    <p class="small" id="asked-note">${consequences[info.from]}</p>
    <div class="answers">
      <button
        class="danger"
        type="button"
        aria-disabled=${isExporting ? 'true' : nothing}
        @click=${() => {
          if (!isExporting) onDelete();
        }}
      >
        Delete
      </button>
      ${
        isOwn
          ? html`<button
              type="button"
              aria-disabled=${canExport ? nothing : 'true'}
              @click=${() => {
                if (canExport) onExport();
              }}
            >
              ${isExporting ? 'Exporting' : 'Export first'}
            </button>`
          : nothing
      }
      <button type="button" data-answer="keep" @click=${onKeep}>Keep</button>
    </div>
  </div>`;
}
