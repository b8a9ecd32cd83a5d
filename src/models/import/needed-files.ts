import { type ModelTask, PIPELINE_TASKS } from '../../executors/model-tasks.ts';
import { modelInvalid } from './model-invalid.ts';
import { whereToSay } from './where-to-say.ts';

const TOKENIZER = ['tokenizer.json', 'tokenizer_config.json'];
const PREPARES = ['preprocessor_config.json'];

/** What a task reads besides the weights and `config.json`. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'feature-extraction': TOKENIZER,
  'text-generation': TOKENIZER,
  'automatic-speech-recognition': [...TOKENIZER, ...PREPARES],
  ...Object.fromEntries(Object.entries(PIPELINE_TASKS).map(([name, task]) => [name, filesOf(name, task)])),
};

/** A text needs a tokenizer, also one that the model writes; an image or a sound what prepares it. */
function filesOf(name: string, { takes, besides }: ModelTask): readonly string[] {
  const isOfText = takes === 'text' || besides !== undefined || name === 'image-to-text';
  return [...(isOfText ? TOKENIZER : []), ...(takes === 'text' ? [] : PREPARES)];
}

/** Throws `model_invalid` where a file is missing that the task cannot do without. */
export function checkNeededFiles(task: string, has: (path: string) => boolean): void {
  const needed = Object.hasOwn(NEEDED, task) ? (NEEDED[task] ?? []) : [];
  const missing = needed.filter((path) => !has(path));
  if (missing.length === 0) return;
  const what = missing.join(' and ');
  const hint = `Bring ${missing.length === 1 ? 'it' : 'them'} along, beside config.json, or say what else the model is for: ${whereToSay('task')}.`;
  throw modelInvalid(`${what} ${missing.length === 1 ? 'is' : 'are'} missing, which ${task} needs.`, hint);
}
