import type { PipelineTaskName } from '../../../../executors/model-tasks.ts';

/** Tasks that write a text, token by token. */
const WRITING: readonly PipelineTaskName[] = [
  'summarization',
  'translation',
  'text2text-generation',
  'image-to-text',
  'document-question-answering',
];

export function writes(task: PipelineTaskName): boolean {
  return WRITING.includes(task);
}

/** Tasks that answer even a single text with a list, of one. */
const LISTS_OF_ONE: readonly PipelineTaskName[] = [
  'summarization',
  'translation',
  'text2text-generation',
  'document-question-answering',
];

/** Whether the answers to a list stand in one list, as transformers.js has them, instead of each in a list of its own. */
export function isFlat(task: PipelineTaskName, { top_k = 1 }: Readonly<Record<string, unknown>>): boolean {
  return LISTS_OF_ONE.includes(task) || (task === 'text-classification' && top_k === 1);
}
