import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons.ts';
import { describeFile } from '../values/describe-file.ts';
import { kindOfValue } from '../values/value-kind.ts';
import { acceptOf } from './control.ts';
import type { Draft } from './draft.ts';
import { type Field, fieldFrame } from './field-frame.ts';
import './microphone-button.ts';
import '../values/value-view.ts';

type FileField = Field<Draft & { kind: 'file' }>;

/** A file: chosen, dropped, pasted (the form listens for that), or spoken. */
export function fileField(field: FileField): TemplateResult {
  return fieldFrame(field as Field, field.draft.file === undefined ? emptyZone(field) : chosenFile(field));
}

function emptyZone(field: FileField): TemplateResult {
  const { input, ids } = field;
  const what = input.type === 'file' ? 'a file' : input.type === 'image' ? 'an image' : 'an audio file';
  return html`<div class="sources">
    <label class="drop" @dragover=${allowDrop} @dragleave=${leave} @drop=${(event: DragEvent) => drop(field, event)}>
      <input
        class="unseen"
        type="file"
        id=${ids.control}
        name=${input.name}
        accept=${acceptOf(input)}
        aria-required=${input.required}
        aria-invalid=${field.faults.length > 0}
        aria-describedby=${ids.describedBy}
        @change=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) take(field, event.target.files?.[0]);
        }}
      />
      ${icons.upload()}
      <span><b>Choose ${what}</b>, drop it here, or paste it</span>
    </label>
    ${
      input.type === 'audio'
        ? html`<prompt-flow-microphone
            class="microphone"
            @recorded=${(event: CustomEvent<File>) => take(field, event.detail)}
          ></prompt-flow-microphone>`
        : nothing
    }
  </div>`;
}

function chosenFile(field: FileField): TemplateResult {
  const { file } = field.draft;
  const kind = kindOfValue(file);
  const { name, facts } = describeFile(file);
  return html`<div
    class="chosen"
    id=${field.ids.control}
    role="group"
    tabindex="-1"
    aria-labelledby=${field.ids.label}
    aria-describedby=${field.ids.describedBy}
  >
    ${
      kind === 'audio' || kind === 'image'
        ? html`<prompt-flow-value .value=${file}></prompt-flow-value>`
        : html`<p>${icons.file()} <span>${name}</span> <span class="muted small">${facts}</span></p>`
    }
    <button class="quiet" type="button" aria-label="Remove ${name}" @click=${() => field.change({ kind: 'file' })}>
      Remove
    </button>
  </div>`;
}

function take(field: FileField, file: File | undefined): void {
  if (file !== undefined) field.change({ kind: 'file', file });
}

function allowDrop(event: DragEvent): void {
  if (event.dataTransfer?.types.includes('Files') !== true) return;
  event.preventDefault();
  zoneOf(event)?.classList.add('over');
}

function leave(event: DragEvent): void {
  zoneOf(event)?.classList.remove('over');
}

function drop(field: FileField, event: DragEvent): void {
  event.preventDefault();
  zoneOf(event)?.classList.remove('over');
  take(field, event.dataTransfer?.files[0]);
}

function zoneOf(event: DragEvent): HTMLElement | undefined {
  return event.currentTarget instanceof HTMLElement ? event.currentTarget : undefined;
}
