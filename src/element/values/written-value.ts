import { html, type TemplateResult } from 'lit';
import { isPlainObject } from './value-kind.ts';

/** What a task has written, with what it tells beside it; each value by its own kind, so that a long text is read as one. */
export function renderWritten(value: unknown): TemplateResult {
  const [answer] = Array.isArray(value) ? value : [];
  const fields = isPlainObject(answer) ? fieldsOf(answer) : [];
  return html`<dl class="record">
    ${fields.map(
      ([name, field]) => html`<div>
        <dt class="mono">${name}</dt>
        <dd><prompt-flow-value .value=${field}></prompt-flow-value></dd>
      </div>`,
    )}
  </dl>`;
}

/** The fields of an answer, none of them twice: the JSON has them all. */
function fieldsOf(answer: Readonly<Record<string, unknown>>): [name: string, field: unknown][] {
  const fields = Object.entries(answer);
  return repeats(answer) ? fields.filter(([name]) => name !== 'generated_text') : fields;
}

/**
 * Whether `generated_text`, which transformers.js has, says again what stands beside it as `text`: alone, after the prompt,
 * or as the last message of a conversation.
 */
function repeats({ text, generated_text: whole }: Readonly<Record<string, unknown>>): boolean {
  if (typeof text !== 'string') return false;
  const last: unknown = Array.isArray(whole) ? whole.at(-1) : whole;
  const said = isPlainObject(last) ? last['content'] : last;
  return typeof said === 'string' && said.endsWith(text);
}
