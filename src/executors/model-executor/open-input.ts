import type { FileAccess } from '../file-access.ts';
import { isFlowFile } from '../flow-file.ts';
import { type GivenFile, openGiven } from '../given-file.ts';
import { inputKey } from '../model-input.ts';
import type { ModelTask } from '../model-tasks.ts';

/**
 * Opens the files of a task's input: of a single one, of a map of what belongs together, or of every item of a list.
 * What is no file stays as it is; whether the task takes it is for others to say.
 */
export async function openInput(task: ModelTask, input: unknown, files: FileAccess): Promise<unknown> {
  if (task.takes === 'tensors') return input;
  if (Array.isArray(input)) return Promise.all(input.map((item) => openItem(task, item, files)));
  return openItem(task, input, files);
}

async function openItem(task: ModelTask, item: unknown, files: FileAccess): Promise<unknown> {
  const key = inputKey(task);
  if (isMap(item) && key in item) return { ...item, [key]: await opened(task, item[key], files) };
  return opened(task, item, files);
}

async function opened({ takes }: ModelTask, value: unknown, files: FileAccess): Promise<unknown> {
  // A text is the path of a file, unless a text is what the task takes.
  const isPath = takes !== 'text' && typeof value === 'string' && value !== '';
  const isFile =
    isPath ||
    value instanceof Blob ||
    value instanceof Uint8Array ||
    isFlowFile(value) ||
    // Who speaks has a role; a file has none.
    (isMap(value) && 'content' in value && !('role' in value));
  if (!isFile) return value;
  return named(await openGiven(value, files, ''));
}

/** With its name, for messages. */
function named({ content, name }: GivenFile): Blob {
  return name === undefined ? content : new File([content], name, { type: content.type });
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return !(Array.isArray(value) || value instanceof Blob || ArrayBuffer.isView(value));
}
