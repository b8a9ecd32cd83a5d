import { modelInvalid } from './model-invalid.ts';

const TOKENIZER = ['tokenizer.json', 'tokenizer_config.json'];
const PREPARES = ['preprocessor_config.json'];

/** What a task reads besides the weights and `config.json`. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'feature-extraction': TOKENIZER,
  'text-classification': TOKENIZER,
  'token-classification': TOKENIZER,
  'zero-shot-classification': TOKENIZER,
  'fill-mask': TOKENIZER,
  'question-answering': TOKENIZER,
  'text-generation': TOKENIZER,
  'text2text-generation': TOKENIZER,
  summarization: TOKENIZER,
  translation: TOKENIZER,
  'automatic-speech-recognition': [...TOKENIZER, ...PREPARES],
  'audio-classification': PREPARES,
  'image-classification': PREPARES,
  'image-feature-extraction': PREPARES,
  'image-segmentation': PREPARES,
  'object-detection': PREPARES,
  'depth-estimation': PREPARES,
};

/** Throws `model_invalid` where a file is missing that the task cannot do without. */
export function checkNeededFiles(task: string, has: (path: string) => boolean): void {
  const needed = Object.hasOwn(NEEDED, task) ? (NEEDED[task] ?? []) : [];
  const missing = needed.filter((path) => !has(path));
  if (missing.length === 0) return;
  const what = missing.join(' and ');
  const hint = `Bring ${missing.length === 1 ? 'it' : 'them'} along, beside config.json, or say what else the model is for with the option task.`;
  throw modelInvalid(`${what} ${missing.length === 1 ? 'is' : 'are'} missing, which ${task} needs.`, hint);
}
