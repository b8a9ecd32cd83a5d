import { FlowError } from '../../errors/index.ts';

/** A text of more would have to pass through every step and every page as one value. */
export const MOST_CHARACTERS = 32 * 1024 * 1024;

/** For a file that cannot be read as what it is; `why` is a sentence. */
export function unreadable(
  name: string,
  wanted: string,
  why: string,
  hint: string,
  cause?: unknown,
): FlowError {
  const message = `${name} cannot be read as ${wanted}. ${why}`;
  return new FlowError('file_unreadable', message, { hint, ...(cause !== undefined && { cause }) });
}

/** For a document that would take more memory or time than it may; `why` is a sentence. */
export function overLimit(name: string, why: string): FlowError {
  const hint =
    'Split the document into parts. If it comes from a stranger, it may have been made to do harm.';
  return new FlowError('document_limit', `${name} is not read to its end. ${why}`, { hint });
}

/** Throws for a text that has grown too long. */
export function checkLength(name: string, characters: number): void {
  if (characters > MOST_CHARACTERS) {
    throw overLimit(name, `It has more than ${MOST_CHARACTERS} characters of text.`);
  }
}
