import { FlowError, nearestName } from '../errors/index.ts';
import { MODEL_TASKS, type ModelTask, type ModelTaskName } from './model-tasks.ts';

/** One input of a task, read and checked. */
export interface ReadInput {
  /** A text, a file, or the samples of a sound. */
  readonly main: unknown;
  /** What the task takes besides: labels, a context, a question. */
  readonly besides: readonly unknown[];
  /** What is left for the task's own options. */
  readonly options: Readonly<Record<string, unknown>>;
}

type Options = Readonly<Record<string, unknown>>;

/** How the kinds of inputs are called in a message. */
const CALLED = {
  text: 'a text',
  image: 'an image file',
  audio: 'an audio file',
  tensors: 'tensors',
} as const;

/** What is said where nothing is given. */
const MISSING = {
  text: 'Text input is required',
  image: 'Image input is required',
  audio: 'Audio input is required',
  tensors: 'Tensors are required',
} as const;

/** By which key a task's input goes in a map. */
export function inputKey({ key, takes }: ModelTask): string {
  return key ?? takes;
}

/**
 * Reads one input of a task: the text or file itself, or a map of it and of what belongs to it.
 * Throws `input_required` for what is empty or left out, and `input_mismatch` for another kind of input.
 *
 * @param place where the input stands, to begin a message with, such as `input[2]`
 * @example
 * readInput('question-answering', { question: 'Who?', context: 'She did.' }, {}).besides; // ['She did.']
 */
export function readInput(name: ModelTaskName, item: unknown, options: Options, place = 'input'): ReadInput {
  const task = MODEL_TASKS[name];
  const { besides } = task;
  const map = isMap(item) ? item : { [inputKey(task)]: item };
  refuseUnknownKeys(name, map, place);
  const main = map[inputKey(task)];
  checkMain(name, main, isMap(item) ? `${place}.${inputKey(task)}` : place);
  if (besides === undefined) return { main, besides: [], options };
  const { [besides]: among, ...rest } = options;
  const more = map[besides] ?? among;
  checkBesides(
    name,
    besides,
    more,
    map[besides] === undefined ? `options.${besides}` : `${place}.${besides}`,
  );
  return { main, besides: [more], options: rest };
}

/** Checks an input, or every one of a list, without anything being loaded. Throws as `readInput` does. */
export function checkInput(name: ModelTaskName, input: unknown, options: Options): void {
  if (!Array.isArray(input)) {
    readInput(name, input, options);
    return;
  }
  if (input.length === 0) throw inputMissing(MODEL_TASKS[name]);
  for (const [at, item] of input.entries()) readInput(name, item, options, `input[${at}]`);
}

function refuseUnknownKeys(name: ModelTaskName, map: Options, place: string): void {
  const task = MODEL_TASKS[name];
  const known = [inputKey(task), ...(task.besides === undefined ? [] : [task.besides])];
  const unknown = Object.keys(map).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const near = nearestName(unknown, known);
  const hint = near === undefined ? `Give ${known.join(' and ')}.` : `Did you mean ${near}?`;
  throw new FlowError('input_mismatch', `${name} takes no "${unknown}" (${place}).`, { hint });
}

function checkMain(name: ModelTaskName, main: unknown, place: string): void {
  const { takes } = MODEL_TASKS[name];
  const isThere = main !== undefined && main !== null && main !== '';
  if (!isThere) throw inputMissing({ takes }, place);
  const fits =
    takes === 'text'
      ? typeof main === 'string'
      : main instanceof Blob || (takes === 'audio' && main instanceof Float32Array);
  if (!fits) {
    const message = `${name} takes ${CALLED[takes]}; ${place} is ${kindOf(main)}.`;
    throw new FlowError('input_mismatch', message, { hint: wayOut(takes, main) });
  }
  const size = typeof main === 'string' || main instanceof Float32Array ? main.length : (main as Blob).size;
  if (size === 0) throw inputMissing({ takes }, place);
}

/** What is said where a task is given nothing. */
export function inputMissing({ takes }: Pick<ModelTask, 'takes'>, place = 'input'): FlowError {
  const where = place === 'input' ? '' : ` (${place})`;
  return new FlowError('input_required', `${MISSING[takes]}${where}`, { hint: wayOut(takes) });
}

function checkBesides(name: ModelTaskName, key: string, value: unknown, place: string): void {
  const isText = (each: unknown): boolean => typeof each === 'string' && each.trim() !== '';
  const wantsLabels = key === 'candidate_labels';
  const fits = wantsLabels
    ? Array.isArray(value) && value.length > 0 && value.every(isText)
    : typeof value === 'string' && isText(value);
  if (fits) return;
  const what = wantsLabels ? 'a list of labels' : 'a text';
  const isNothing =
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  const example = wantsLabels ? '[praise, complaint]' : '"{{ inputs.text }}"';
  const hint = `Give it beside the input or among the options, such as ${key}: ${example}.`;
  if (isNothing) throw new FlowError('input_required', `${name} needs "${key}", ${what}.`, { hint });
  throw new FlowError('input_mismatch', `${name} takes ${what} as "${key}"; ${place} is ${kindOf(value)}.`, {
    hint,
  });
}

function wayOut(takes: ModelTask['takes'], given?: unknown): string {
  if (takes !== 'text')
    return `Give ${CALLED[takes]}, such as "{{ inputs.${takes === 'image' ? 'photo' : 'recording'} }}".`;
  return given instanceof Blob
    ? 'document_extractor makes text of a file.'
    : 'Give a text, or a list of texts, such as "{{ inputs.text }}".';
}

function kindOf(value: unknown): string {
  if (value instanceof Blob) return value.type === '' ? 'a file' : `a file of ${value.type}`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (ArrayBuffer.isView(value)) return 'a list of numbers';
  return typeof value === 'object' ? 'a map' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}

function isMap(value: unknown): value is Options {
  if (typeof value !== 'object' || value === null) return false;
  return !(Array.isArray(value) || value instanceof Blob || ArrayBuffer.isView(value));
}
