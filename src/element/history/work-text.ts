import type { RunImport } from '../../engine/history/run-history.ts';
import { formatCount } from '../format/number.ts';

/** What came of an import, in a sentence or two. `elsewhere` of its runs are of flows that the list does not show. */
export function importedText({ imported, present, missingFiles }: RunImport, elsewhere: number): string {
  const parts = [
    imported.length === 0 ? 'No run was new.' : `${formatCount(imported.length, 'run')} imported.`,
  ];
  if (elsewhere > 0) parts.push(`${formatCount(elsewhere, 'run')} of other flows: on the pages of those.`);
  if (present.length > 0) parts.push(`${formatCount(present.length, 'run')} had been here already.`);
  if (missingFiles > 0)
    parts.push(`${formatCount(missingFiles, 'file')} had been gone when they were exported.`);
  return parts.join(' ');
}

/** What came of a deletion. Runs that go on are left. */
export function deletedText(gone: number, left: number): string {
  const parts = [gone === 0 ? 'No run was deleted.' : `${formatCount(gone, 'run')} deleted.`];
  if (left > 0)
    parts.push(`${formatCount(left, 'run goes', 'runs go')} on, and ${left === 1 ? 'was' : 'were'} left.`);
  return parts.join(' ');
}
