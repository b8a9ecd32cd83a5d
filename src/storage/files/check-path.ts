import { FlowError } from '../../errors/index.ts';

/** Longer ones are a mistake, such as a text that was taken for a path. */
const LONGEST = 1024;

/**
 * Whether a text is the path of a file in the store: names with single slashes between them, none of them `.` or `..`,
 * no root, no drive, no address.
 */
export function isPath(text: string): boolean {
  if (text.length > LONGEST || /[\\\p{Cc}]/u.test(text) || /^[a-z][a-z0-9+.-]*:/i.test(text)) return false;
  return text.split('/').every((name) => name.trim() !== '' && name !== '.' && name !== '..');
}

/**
 * Throws `invalid_path` for a path that leaves its folder, or is none.
 *
 * @param folder where it has to lie, with a slash at the end
 */
export function checkPath(path: string, folder = ''): void {
  if (isPath(path) && path.startsWith(folder)) return;
  const shown = path.length > 200 ? `${path.slice(0, 200)}…` : path;
  const hint =
    'Write to context.tempDir with a name behind it; names have single slashes between them, and none is "..".';
  throw new FlowError('invalid_path', `"${shown}" is no path of a file in the folder of this run.`, { hint });
}
