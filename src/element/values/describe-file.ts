import { isFlowFile } from '../../executors/flow-file.ts';
import { formatBytes } from '../format/bytes.ts';

export interface FileDescription {
  readonly name: string;
  /** Size and media type in one line, as far as they are known. */
  readonly facts: string;
}

/** What can be said of a file in any of its forms. */
export function describeFile(value: unknown): FileDescription {
  if (isFlowFile(value)) return { name: value.name, facts: facts(value.size, value.type) };
  if (value instanceof File) return { name: value.name, facts: facts(value.size, value.type) };
  if (value instanceof Blob) return { name: 'file', facts: facts(value.size, value.type) };
  if (typeof value === 'object' && value !== null && 'filename' in value) {
    return { name: String(value.filename), facts: '' };
  }
  if (typeof value === 'string') return { name: value.startsWith('data:') ? 'data URL' : value, facts: '' };
  return { name: 'file', facts: '' };
}

function facts(size: number, type: string): string {
  return [formatBytes(size), type].filter((each) => each !== '').join(', ');
}
