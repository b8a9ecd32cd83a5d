import { FlowError } from '../../errors/index.ts';
import type { ZipFaults } from '../../zip/zip-faults.ts';

const EXPORT_AGAIN = 'Export the runs again where they come from.';

/** It is no file of exported runs at all. */
export function archiveInvalid(why: string, cause?: unknown): FlowError {
  const hint = 'Choose a file that “Export” of this page has made.';
  return new FlowError('archive_invalid', `This is no file of exported runs: ${why}.`, { hint, cause });
}

/** It is one, but something in it is not what was exported. */
export function archiveDamaged(why: string, cause?: unknown): FlowError {
  return new FlowError('archive_damaged', `The file of runs is damaged: ${why}.`, {
    hint: EXPORT_AGAIN,
    cause,
  });
}

export function archiveNewer(version: number): FlowError {
  const hint = 'Reload the page, or open the file where it was made.';
  const message = `The file of runs has version ${version}, which this page cannot read yet.`;
  return new FlowError('archive_newer', message, { hint });
}

export function archiveTooLarge(what: string): FlowError {
  const hint = 'Export fewer runs into one file.';
  return new FlowError('archive_too_large', `${what} is too large for one file of runs.`, { hint });
}

/** What goes wrong with the zip file itself. */
export const archiveFaults: ZipFaults = {
  invalid: archiveInvalid,
  damaged: archiveDamaged,
  tooLarge: archiveTooLarge,
};
