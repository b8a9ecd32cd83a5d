import { isPipelineTask } from '../../executors/model-tasks.ts';

/** What the host has to know of a task without loading what does it. */
export interface TaskTraits {
  /** Whether a list is so many inputs, each for itself: then they are spread over workers. */
  readonly takesItems: boolean;
  /** Memory of a loaded model, as a multiple of its weights; measured in Chromium on models at hand. */
  readonly memoryFactor: number;
  /** A task whose model helps this one where it is at hand, in the same worker. */
  readonly companion?: string;
}

const TRAITS: Readonly<Record<string, Partial<TaskTraits>>> = {
  'feature-extraction': { takesItems: true },
  // A decoder keeps what it has read so far, and Whisper the sound besides: 41 MB of weights take 520 MB.
  'automatic-speech-recognition': { memoryFactor: 12, companion: 'voice-activity-detection' },
  'text-generation': { memoryFactor: 8 },
  summarization: { memoryFactor: 8 },
  translation: { memoryFactor: 8 },
  'text2text-generation': { memoryFactor: 8 },
  'image-to-text': { memoryFactor: 8 },
  'document-question-answering': { memoryFactor: 8 },
};

/** A worker with the libraries and an empty runtime, in bytes. */
const EMPTY_WORKER = 40_000_000;

export function traitsOf(task: string): TaskTraits {
  const usual = { takesItems: isPipelineTask(task), memoryFactor: 4 };
  return { ...usual, ...(Object.hasOwn(TRAITS, task) ? TRAITS[task] : {}) };
}

/** What a loaded model takes of memory, roughly, in bytes. */
export function memoryOf(task: string, weights: number): number {
  return EMPTY_WORKER + weights * traitsOf(task).memoryFactor;
}
