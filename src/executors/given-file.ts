import { z } from 'zod';
import { FlowError } from '../errors/index.ts';
import { lastSegment } from '../media/file-name.ts';
import type { FileAccess } from './file-access.ts';
import { type FileInput, isFlowFile } from './flow-file.ts';

/** A file as a step's config gives it, opened: its bytes are not read yet. */
export interface GivenFile {
  readonly content: Blob;
  /** The name that it came with, if any; of a path, its end. */
  readonly name?: string;
  /** Where it lies in the store, for one that was given by its path. */
  readonly path?: string;
}

/**
 * A config key that takes a file in any form: a reference, a file of the page, `{content, filename}`, bytes, a path in
 * the store, a `data:` URL.
 *
 * @param missing what is said where nothing is given
 */
export function fileField(missing: string) {
  return z.union([z.instanceof(Blob), z.instanceof(Uint8Array), z.string(), z.looseObject({})], {
    error: (issue) => (issue.input === undefined || issue.input === null ? missing : INVALID),
  });
}

const INVALID = 'Invalid file input format';

/**
 * Opens what a `fileField` took. Rejects with `input_required` for nothing, `file_not_found`, `invalid_path` for a path
 * that climbs, and `file_invalid`.
 */
export async function openGiven(value: unknown, files: FileAccess, missing: string): Promise<GivenFile> {
  if (isNothing(value)) throw new FlowError('input_required', missing);
  if (isFlowFile(value)) return { content: await files.open(value), name: value.name };
  if (value instanceof File) return { content: value, name: value.name };
  if (value instanceof Blob) return { content: value };
  if (value instanceof Uint8Array) return { content: await files.open({ content: value }) };
  if (typeof value === 'string') return openText(value, files);
  const { content, filename } = value as { content?: unknown; filename?: unknown };
  if (content === undefined || content === null || (filename !== undefined && typeof filename !== 'string')) {
    const hint = 'Give a file of the page, {content, filename}, a path in the store, or a data: URL.';
    throw new FlowError('file_invalid', INVALID, { hint });
  }
  // A template that puts a file input into `content` gives a reference there.
  const inner = isFlowFile(content) ? content : (value as FileInput);
  const name = filename ?? (isFlowFile(content) ? content.name : undefined);
  return { content: await files.open(inner), ...(name !== undefined && { name }) };
}

async function openText(text: string, files: FileAccess): Promise<GivenFile> {
  if (text.startsWith('data:')) return { content: await files.open(text) };
  refuseToClimb(text);
  const found = await files.find(text);
  if (found !== undefined) {
    return { content: await files.open(found), name: lastSegment(text), path: text };
  }
  try {
    // Otherwise it is the id of a stored file.
    return { content: await files.open(text) };
  } catch (cause) {
    if (!(cause instanceof FlowError) || cause.code !== 'file_not_found') throw cause;
    const hint = 'Give the path that an earlier step put out, or choose the file again.';
    throw new FlowError('file_not_found', `File not found: ${shown(text)}`, { hint });
  }
}

function refuseToClimb(path: string): void {
  if (!path.split(/[/\\]/).includes('..')) return;
  const hint = 'Paths begin with the folder of a run, as steps put them out, and have no ".." in them.';
  throw new FlowError('invalid_path', `The path ${shown(path)} leaves its folder.`, { hint });
}

/** Who gives a whole text for a path does not want to read all of it in a message. */
function shown(path: string): string {
  return path.length > 200 ? `${path.slice(0, 200)}…` : path;
}

/** As Python's `not file_data` has it: nothing, an empty text, an empty map. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (value instanceof Blob || value instanceof Uint8Array) return false;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
