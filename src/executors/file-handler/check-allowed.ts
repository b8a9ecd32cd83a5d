import { FlowError } from '../../errors/index.ts';
import { extensionOf } from '../../media/file-name.ts';
import { namedTypes } from '../../media/named-types.ts';

/** Throws `file_not_allowed` for a file that is none of `allowed`: extensions and media types. */
export function checkAllowed(name: string, type: string, allowed: readonly string[]): void {
  const extension = extensionOf(name);
  if (allowed.some((format) => isOf(extension, type, format.trim().toLowerCase()))) return;
  const message = `${name} (${type}) is none of the files that are taken here: ${allowed.join(', ')}.`;
  throw new FlowError('file_not_allowed', message, { hint: 'Choose a file of one of these formats.' });
}

function isOf(extension: string, type: string, format: string): boolean {
  if (format.endsWith('/*')) return type.startsWith(format.slice(0, -1));
  if (format.includes('/')) return type === format;
  const dotted = format.startsWith('.') ? format : `.${format}`;
  // .jpg means .jpeg too.
  const usual = namedTypes(dotted)[0];
  return dotted === extension || (usual !== undefined && usual === namedTypes(extension)[0]);
}
