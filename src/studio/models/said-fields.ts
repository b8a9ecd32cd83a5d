import { css, html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { MODEL_TASKS } from '../../executors/model-tasks.ts';
import type { Said } from './model-import.ts';

export interface SaidParts {
  readonly said: Said;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
  /** Told of one field; an empty one says nothing. */
  readonly onSay: (key: keyof Said, text: string | undefined) => void;
}

/** What may be said of a model before it is brought, where its files do not tell. */
export function renderSaid(parts: SaidParts): TemplateResult {
  const { said, isOpen, onToggle } = parts;
  return html`<details
    class="say"
    .open=${isOpen}
    @toggle=${({ target }: Event) => onToggle((target as HTMLDetailsElement).open)}
  >
    <summary>Name, task, precision</summary>
    <p class="small muted">What you leave empty is read from the files.</p>
    <div class="fields">
      ${textField(parts, 'model', 'Name', 'mine/reviews')}
      <label class="field">
        <span>Task</span>
        <select @change=${({ target }: Event) => say(parts, 'task', (target as HTMLSelectElement).value)}>
          <option value="">As the files tell</option>
          ${Object.keys(MODEL_TASKS)
            .sort()
            .map((task) => html`<option .selected=${task === said.task}>${task}</option>`)}
        </select>
      </label>
      ${textField(parts, 'dtype', 'Precision', 'all that are there')}
    </div>
  </details>`;
}

function textField(parts: SaidParts, key: 'model' | 'dtype', label: string, example: string): TemplateResult {
  return html`<label class="field">
    <span>${label}</span>
    <input
      type="text"
      name=${key}
      placeholder=${example}
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      .value=${live(parts.said[key] ?? '')}
      @input=${({ target }: Event) => say(parts, key, (target as HTMLInputElement).value)}
    />
  </label>`;
}

function say({ onSay }: SaidParts, key: keyof Said, value: string): void {
  onSay(key, value.trim() || undefined);
}

export const saidStyles = css`
  .say .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr));
    gap: 12px 16px;
    margin-block-start: 12px;
  }
  .say .field {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
    font-size: var(--pf-size-small);
    font-weight: 600;
  }
  .say :is(input, select) {
    inline-size: 100%;
    min-block-size: 40px;
    padding: 8px 12px;
    border: 1px solid var(--pf-control-line);
    border-radius: var(--pf-radius-small);
    background: var(--pf-surface);
    color: var(--pf-text);
    /* 16 px at least: below that, phones zoom into a field that is tapped. */
    font: 1rem / 1.5 var(--pf-font);
  }
  .say ::placeholder {
    color: var(--pf-muted);
    opacity: 1;
  }
`;
