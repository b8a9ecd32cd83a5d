import { inProject } from '../project.ts';

/** Where the files of a converted model are committed. */
export function convertedFolder(id: string): string {
  return inProject('models', 'converted', ...id.split('/'));
}
