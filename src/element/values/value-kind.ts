import { isFlowFile } from '../../executors/flow-file.ts';
import { isItemErrors } from './foreach-outputs.ts';

export type ValueKind =
  | 'nothing'
  | 'text'
  | 'number'
  | 'boolean'
  | 'audio'
  | 'image'
  | 'file'
  | 'vector'
  | 'labels'
  | 'item_errors'
  | 'written'
  | 'table'
  | 'list'
  | 'fields'
  | 'tree';

/** A plain array of numbers this long is read as a vector, a shorter one as a list. */
const SHORTEST_VECTOR = 16;
const LONGEST_LABELS = 500;
const LONGEST_TABLE = 200;
const WIDEST_TABLE = 6;
const LONGEST_LIST = 30;
const MOST_FIELDS = 12;
/** By which keys tasks of transformers.js answer with a text that they wrote. */
const WRITTEN_KEYS = ['text', 'generated_text', 'summary_text', 'translation_text', 'answer'];

/** The first row whose test holds names the kind. The tests look at shapes alone and stay cheap on long values. */
export const valueKinds: readonly {
  readonly kind: ValueKind;
  readonly holds: (value: unknown) => boolean;
}[] = [
  { kind: 'nothing', holds: (value) => value === undefined || value === null },
  { kind: 'text', holds: (value) => typeof value === 'string' },
  { kind: 'number', holds: (value) => typeof value === 'number' || typeof value === 'bigint' },
  { kind: 'boolean', holds: (value) => typeof value === 'boolean' },
  { kind: 'audio', holds: (value) => mediaTypeOf(value)?.startsWith('audio/') ?? false },
  { kind: 'image', holds: (value) => mediaTypeOf(value)?.startsWith('image/') ?? false },
  { kind: 'file', holds: (value) => mediaTypeOf(value) !== undefined },
  { kind: 'vector', holds: isVector },
  { kind: 'labels', holds: isLabels },
  { kind: 'item_errors', holds: isItemErrors },
  { kind: 'written', holds: isWritten },
  { kind: 'table', holds: isTable },
  { kind: 'list', holds: isShortList },
  { kind: 'fields', holds: isFewFields },
];

/** How a value is shown; what has no kind of its own is a tree. */
export function kindOfValue(value: unknown): ValueKind {
  return valueKinds.find(({ holds }) => holds(value))?.kind ?? 'tree';
}

/** The media type of anything that is a file, `''` for a file of unknown type, undefined for what is no file. */
function mediaTypeOf(value: unknown): string | undefined {
  if (isFlowFile(value) || value instanceof Blob) return value.type;
  return undefined;
}

export type NumericArray = ArrayLike<number> | ArrayLike<bigint>;

/** A typed array, or a long array of numbers. */
export function isVector(value: unknown): value is NumericArray {
  if (ArrayBuffer.isView(value)) return !(value instanceof DataView);
  return Array.isArray(value) && value.length >= SHORTEST_VECTOR && samples(value).every(isNumber);
}

export interface Label {
  readonly label: string;
  readonly score: number;
}

/** `[{label, score}]`, as classifiers put out; some call the score `confidence`. */
function isLabels(value: unknown): value is readonly unknown[] {
  return isArrayUpTo(value, LONGEST_LABELS) && value.every((item) => labelOf(item) !== undefined);
}

/** Reads one item of a classifier's answer. */
export function labelOf(item: unknown): Label | undefined {
  if (!isPlainObject(item)) return undefined;
  const label = item['label'];
  const score = item['score'] ?? item['confidence'];
  if (typeof label !== 'string' || typeof score !== 'number') return undefined;
  // An object that says more, such as a box, would lose it in a bar.
  const more = Object.keys(item).filter((key) => !['label', 'score', 'confidence', 'rank'].includes(key));
  return more.length === 0 ? { label, score } : undefined;
}

/** The one answer of a task that writes, in the list that transformers.js puts it in: to be read as a text while it grows. */
function isWritten(value: unknown): boolean {
  if (!isArrayUpTo(value, 1)) return false;
  const [answer] = value;
  if (!isPlainObject(answer) || Object.keys(answer).length > MOST_FIELDS) return false;
  return WRITTEN_KEYS.some((key) => typeof answer[key] === 'string');
}

function isTable(value: unknown): boolean {
  if (!isArrayUpTo(value, LONGEST_TABLE) || !value.every(isFlatObject)) return false;
  const columns = columnsOf(value);
  return columns.length > 0 && columns.length <= WIDEST_TABLE;
}

/** The keys of all rows, in the order of their first appearance. */
export function columnsOf(rows: readonly unknown[]): string[] {
  return [...new Set(rows.flatMap((row) => (isPlainObject(row) ? Object.keys(row) : [])))];
}

function isShortList(value: unknown): boolean {
  return isArrayUpTo(value, LONGEST_LIST) && value.every((item) => isShortPrimitive(item));
}

function isFewFields(value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  const count = Object.keys(value).length;
  return count > 0 && count <= MOST_FIELDS && isFlatObject(value);
}

function isFlatObject(value: unknown): boolean {
  return isPlainObject(value) && Object.values(value).every((each) => isShortPrimitive(each));
}

function isShortPrimitive(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= 200;
  return value === null || value === undefined || ['number', 'boolean', 'bigint'].includes(typeof value);
}

function isArrayUpTo(value: unknown, longest: number): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0 && value.length <= longest;
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

/** At most 64 items spread over the array: enough to tell its kind without walking 100,000. */
function samples(array: readonly unknown[]): unknown[] {
  const step = Math.max(1, Math.floor(array.length / 64));
  const picked: unknown[] = [];
  for (let index = 0; index < array.length; index += step) picked.push(array[index]);
  return picked;
}
