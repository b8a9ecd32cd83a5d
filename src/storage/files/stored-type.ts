import { mediaTypeOf, UNKNOWN_TYPE } from '../../media/media-type.ts';

/** Texts of these kinds look like any text; only who made them knows. */
const KINDS_OF_TEXT: ReadonlySet<string> = new Set([
  'text/csv',
  'text/tab-separated-values',
  'text/markdown',
  'application/yaml',
  'application/x-ndjson',
  'application/x-subrip',
]);

/** The media type of a file by its content; its name, and what its Blob says, tell apart what the bytes leave open. */
export async function storedType(content: Blob, name: string, said: string): Promise<string> {
  const seen = await mediaTypeOf(content, name);
  const declared = said.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (seen === 'text/plain' && KINDS_OF_TEXT.has(declared)) return declared;
  // A container that begins like any other of its kind: a recording in WebM is sound to who made it.
  if (seen.startsWith('video/') && declared === seen.replace('video/', 'audio/')) return declared;
  // A format that nobody knows by its bytes, such as one of the page's author.
  return seen === UNKNOWN_TYPE && /^[a-z]+\/[\w.+-]+$/.test(declared) ? declared : seen;
}
