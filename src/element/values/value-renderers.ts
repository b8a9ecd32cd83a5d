import { html, type TemplateResult } from 'lit';
import { formatNumber } from '../format/number.ts';
import './audio-value.ts';
import './file-value.ts';
import './image-value.ts';
import './item-errors.ts';
import './json-tree.ts';
import './text-value.ts';
import { renderFields } from './fields-value.ts';
import { renderLabels } from './labels-value.ts';
import { renderList } from './list-value.ts';
import { renderTable } from './table-value.ts';
import type { ValueKind } from './value-kind.ts';
import { renderVector } from './vector-value.ts';
import { renderWritten } from './written-value.ts';

/** How each kind of value is drawn. */
export const valueRenderers: Readonly<Record<ValueKind, (value: unknown) => TemplateResult>> = {
  nothing: () => html`<span class="muted">None</span>`,
  text: (value) => html`<prompt-flow-text .text=${String(value)}></prompt-flow-text>`,
  number: (value) =>
    html`<span class="number" title=${String(value)}>${formatNumber(value as number | bigint)}</span>`,
  boolean: (value) => html`<span>${value === true ? 'Yes' : 'No'}</span>`,
  audio: (value) => html`<prompt-flow-audio .file=${value}></prompt-flow-audio>`,
  image: (value) => html`<prompt-flow-image .file=${value}></prompt-flow-image>`,
  file: (value) => html`<prompt-flow-file .file=${value}></prompt-flow-file>`,
  vector: renderVector,
  labels: renderLabels,
  item_errors: (value) => html`<prompt-flow-item-errors .errors=${value}></prompt-flow-item-errors>`,
  written: renderWritten,
  table: renderTable,
  list: renderList,
  fields: renderFields,
  tree: (value) => html`<prompt-flow-json .value=${value}></prompt-flow-json>`,
};
