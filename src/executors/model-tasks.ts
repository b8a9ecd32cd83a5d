import { FlowError, nearestName } from '../errors/index.ts';

/** What one input of a task is. */
export type TaskInput = 'text' | 'image' | 'audio' | 'tensors';

/** What a task takes. */
export interface ModelTask {
  readonly takes: TaskInput;
  /** The key of the input in a map, where it is not the name of its kind. */
  readonly key?: string;
  /** The key of what it takes besides, in the map or among the options. */
  readonly besides?: 'candidate_labels' | 'context' | 'question';
  /** Tasks whose models do this one as well. */
  readonly modelsOf?: readonly string[];
}

/** Tasks that transformers.js has a pipeline for, by its names. */
export const PIPELINE_TASKS = {
  'text-classification': { takes: 'text' },
  'token-classification': { takes: 'text' },
  'fill-mask': { takes: 'text' },
  'question-answering': { takes: 'text', key: 'question', besides: 'context' },
  'zero-shot-classification': {
    takes: 'text',
    besides: 'candidate_labels',
    modelsOf: ['text-classification'],
  },
  summarization: { takes: 'text', modelsOf: ['text2text-generation', 'translation'] },
  translation: { takes: 'text', modelsOf: ['text2text-generation', 'summarization'] },
  'text2text-generation': { takes: 'text', modelsOf: ['summarization', 'translation'] },
  'text-to-audio': { takes: 'text' },
  'image-classification': { takes: 'image' },
  'image-feature-extraction': { takes: 'image', modelsOf: ['zero-shot-image-classification'] },
  'zero-shot-image-classification': { takes: 'image', besides: 'candidate_labels' },
  'object-detection': { takes: 'image' },
  'zero-shot-object-detection': { takes: 'image', besides: 'candidate_labels' },
  'image-segmentation': { takes: 'image', modelsOf: ['background-removal'] },
  'background-removal': { takes: 'image', modelsOf: ['image-segmentation'] },
  'depth-estimation': { takes: 'image' },
  'image-to-image': { takes: 'image' },
  'image-to-text': { takes: 'image' },
  'document-question-answering': { takes: 'image', besides: 'question' },
  'audio-classification': { takes: 'audio' },
  'zero-shot-audio-classification': { takes: 'audio', besides: 'candidate_labels' },
} as const satisfies Readonly<Record<string, ModelTask>>;

/** Tasks that are done in a way of our own, each with a file in `models/thread/tasks`. */
export const OWN_TASKS = {
  'feature-extraction': { takes: 'text' },
  'automatic-speech-recognition': { takes: 'audio' },
  // Also messages of a conversation, which it reads itself.
  'text-generation': { takes: 'text' },
  // Not of transformers.js, on the bare runtime. `onnx` is any ONNX file by itself.
  'optical-character-recognition': { takes: 'image' },
  'voice-activity-detection': { takes: 'audio' },
  onnx: { takes: 'tensors' },
} as const satisfies Readonly<Record<string, ModelTask>>;

export type PipelineTaskName = keyof typeof PIPELINE_TASKS;
export type OwnTaskName = keyof typeof OWN_TASKS;
export type ModelTaskName = PipelineTaskName | OwnTaskName;

/** Every task that a model can be asked for. Docs, errors and code take the names from here. */
export const MODEL_TASKS: Readonly<Record<ModelTaskName, ModelTask>> = { ...OWN_TASKS, ...PIPELINE_TASKS };

/** Other names that transformers.js has for some of them. */
const ALIASES: Readonly<Record<string, ModelTaskName>> = {
  'sentiment-analysis': 'text-classification',
  ner: 'token-classification',
  asr: 'automatic-speech-recognition',
  'text-to-speech': 'text-to-audio',
  embeddings: 'feature-extraction',
};

/** The task that a name means. Throws `task_unsupported`, with the name that was probably meant. */
export function taskNamed(name: string): ModelTaskName {
  const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
  if (alias !== undefined) return alias;
  if (Object.hasOwn(MODEL_TASKS, name)) return name as ModelTaskName;
  const known = Object.keys(MODEL_TASKS);
  const near = nearestName(name, [...known, ...Object.keys(ALIASES)]);
  const hint = near === undefined ? `Tasks: ${known.join(', ')}.` : `Did you mean ${near}?`;
  throw new FlowError('task_unsupported', `There is no task "${name}".`, { hint });
}

export function isPipelineTask(name: string): name is PipelineTaskName {
  return Object.hasOwn(PIPELINE_TASKS, name);
}
