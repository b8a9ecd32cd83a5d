import { isPipelineTask, type OwnTaskName, taskNamed } from '../../../executors/model-tasks.ts';
import type { Task } from './task.ts';

/**
 * What does the tasks that have a way of their own, by the names in `executors/model-tasks.ts`: a new one is a file, a
 * line here and one there. Each brings in only the libraries that it needs itself.
 */
const ownTasks: Readonly<Record<OwnTaskName, () => Promise<Task>>> = {
  'feature-extraction': async () => (await import('./feature-extraction.ts')).featureExtraction,
  'automatic-speech-recognition': async () =>
    (await import('./automatic-speech-recognition.ts')).automaticSpeechRecognition,
  'text-generation': async () => (await import('./text-generation.ts')).textGeneration,
  'optical-character-recognition': async () =>
    (await import('./optical-character-recognition.ts')).opticalCharacterRecognition,
  'voice-activity-detection': async () =>
    (await import('./voice-activity-detection.ts')).voiceActivityDetection,
  onnx: async () => (await import('./onnx.ts')).onnx,
};

/** What does a task. Rejects with `task_unsupported` for one that nobody knows. */
export async function taskOf(given: string): Promise<Task> {
  const name = taskNamed(given);
  // Some of its models are none of transformers.js.
  if (name === 'object-detection') return (await import('./object-detection.ts')).objectDetection;
  if (isPipelineTask(name)) return (await import('./pipeline/pipeline-task.ts')).pipelineTask(name);
  return ownTasks[name]();
}
