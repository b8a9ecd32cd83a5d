import { FlowError } from '../../errors/index.ts';

/** Makes a `FlowError` with a way out of what IndexedDB throws. */
export function storageError(thrown: unknown): FlowError {
  if (thrown instanceof FlowError) return thrown;
  const name = thrown instanceof DOMException ? thrown.name : '';
  switch (name) {
    case 'QuotaExceededError': {
      const hint =
        'Delete old runs or files of this site, or make room on the disk; what was stored before is intact.';
      return new FlowError('storage_full', 'The browser has no more room for this site.', {
        hint,
        cause: thrown,
      });
    }
    case 'VersionError': {
      const hint = 'Reload the page: another tab has a newer version of it.';
      return new FlowError('storage_blocked', 'The database belongs to a newer version of this page.', {
        hint,
        cause: thrown,
      });
    }
    case 'DataCloneError': {
      const hint = 'Outputs are texts, numbers, lists, maps, typed arrays and files.';
      return new FlowError('not_storable', 'A value has a part that cannot be stored, such as a function.', {
        hint,
        cause: thrown,
      });
    }
    default: {
      const hint = 'Reload the page; where that does not help, the browser has to be started again.';
      const said = thrown instanceof Error ? `: ${thrown.message}` : '.';
      return new FlowError('storage_unavailable', `The browser's database does not answer${said}`, {
        hint,
        cause: thrown,
      });
    }
  }
}
