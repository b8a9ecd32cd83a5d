import { join } from 'node:path';
import { inProject } from '../project.ts';

/** Where the files of a converted model are committed. */
export function convertedFolder(id: string, root = inProject('models', 'converted')): string {
  return join(root, ...id.split('/'));
}
