import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const projectFolder = fileURLToPath(new URL('..', import.meta.url));

/** Names a place in the project by its path from the root. */
export function inProject(...path: string[]): string {
  return join(projectFolder, ...path);
}
