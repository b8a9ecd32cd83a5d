import { FlowError } from '../../../errors/index.ts';
import type { Task } from './task.ts';

/**
 * The tasks that models can be asked for, by their transformers.js names: a new one is a file and a line here.
 * Each brings in only the libraries that it needs itself.
 */
const tasks: Readonly<Record<string, () => Promise<Task>>> = {
  'feature-extraction': async () => (await import('./feature-extraction.ts')).featureExtraction,
  'automatic-speech-recognition': async () =>
    (await import('./automatic-speech-recognition.ts')).automaticSpeechRecognition,
  'text-generation': async () => (await import('./text-generation.ts')).textGeneration,
  // Not of transformers.js, on the bare runtime. `onnx` is any ONNX file by itself.
  'optical-character-recognition': async () =>
    (await import('./optical-character-recognition.ts')).opticalCharacterRecognition,
  'voice-activity-detection': async () =>
    (await import('./voice-activity-detection.ts')).voiceActivityDetection,
  onnx: async () => (await import('./onnx.ts')).onnx,
};

/** Rejects with `task_unsupported` for a task that is not in the table. */
export async function taskOf(name: string): Promise<Task> {
  const find = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (find !== undefined) return find();
  const hint = `Tasks: ${Object.keys(tasks).join(', ')}.`;
  throw new FlowError('task_unsupported', `The task ${name} is not supported.`, { hint });
}
