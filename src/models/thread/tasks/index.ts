import { FlowError } from '../../../errors/index.ts';
import { automaticSpeechRecognition } from './automatic-speech-recognition.ts';
import { featureExtraction } from './feature-extraction.ts';
import type { Task } from './task.ts';

/** The tasks that models can be asked for, by their transformers.js names: a new one is a file and a line here. */
const tasks: Readonly<Record<string, Task>> = {
  'feature-extraction': featureExtraction,
  'automatic-speech-recognition': automaticSpeechRecognition,
};

/** Throws `task_unsupported` for a task that is not in the table. */
export function taskOf(name: string): Task {
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (task !== undefined) return task;
  const hint = `Tasks: ${Object.keys(tasks).join(', ')}.`;
  throw new FlowError('task_unsupported', `The task ${name} is not supported.`, { hint });
}
