import type { FileAccess } from '../file-access.ts';
import { type GivenFile, openGiven } from '../given-file.ts';
import { MISSING_CONTENT } from './config.ts';

/** Longer than any path, and without line ends: what is no path is a text. */
const LONGEST_PATH = 1024;

/** A path with a step upwards in it. */
const CLIMBS = /^(?:\S*[/\\])?\.\.[/\\]\S*$/;

/** Opens what `file_content` took: bytes and plain texts, too, beside all forms of file. */
export async function openContent(value: unknown, files: FileAccess): Promise<GivenFile> {
  if (value instanceof Uint8Array) return { content: await files.open({ content: value }) };
  if (typeof value !== 'string' || value === '' || (await isReference(value, files))) {
    return openGiven(value, files, MISSING_CONTENT);
  }
  return { content: new Blob([value], { type: 'text/plain' }) };
}

async function isReference(text: string, files: FileAccess): Promise<boolean> {
  if (text.startsWith('data:')) return true;
  if (text.length > LONGEST_PATH || /[\r\n]/.test(text)) return false;
  // What can only be a path is one, also where nothing lies there: a file of its letters would surprise.
  if (/^runs\//.test(text) || CLIMBS.test(text)) return true;
  return !text.includes('..') && (await files.find(text)) !== undefined;
}
