import { html, nothing, type TemplateResult } from 'lit';

export interface WholeParts {
  /** Only some runs are listed, by what is looked for. */
  readonly isFiltered: boolean;
  readonly hasRuns: boolean;
  readonly onImport: (file: File) => void;
  readonly onExport: () => void;
  readonly onDelete: () => void;
}

/** What can be done with all runs of a list. */
export function renderWholeActions(parts: WholeParts): TemplateResult {
  const { isFiltered, hasRuns, onExport, onDelete } = parts;
  const which = isFiltered ? 'these' : 'all';
  return html`<div class="whole">
    <input
      class="unseen"
      type="file"
      accept=".zip,application/zip"
      tabindex="-1"
      aria-hidden="true"
      @change=${(event: Event) => take(event.target as HTMLInputElement, parts)}
    />
    <button class="quiet" type="button" @click=${choose}>Import</button>
    ${
      hasRuns
        ? html`<button class="quiet" type="button" @click=${onExport}>Export ${which}</button>
            <button class="quiet delete-all" type="button" @click=${onDelete}>Delete ${which}</button>`
        : nothing
    }
  </div>`;
}

/** The browser's own window for files opens by a file field alone. */
function choose({ currentTarget }: Event): void {
  (currentTarget as HTMLElement).parentElement?.querySelector('input')?.click();
}

function take(chooser: HTMLInputElement, { onImport }: WholeParts): void {
  const [file] = chooser.files ?? [];
  // The same file can be chosen again.
  chooser.value = '';
  if (file !== undefined) onImport(file);
}
