import type { FileAccess } from '../../executors/index.ts';

/** Files, and what a store that keeps them for runs makes of a run's beginning and end. */
export interface RunFileService extends FileAccess {
  /** The files as a run sees them: it writes below `tempDir` alone, and what it keeps stays at least until `endRun`. */
  ofRun?(executionId: string, tempDir: string): FileAccess;
  /**
   * Lets go of what a run kept and did not put out, and of its temporary files unless they are to stay.
   *
   * @param isWrittenDown whether the run's journal says which files it put out
   */
  endRun?(
    executionId: string,
    options: { readonly keepTemp: boolean; readonly isWrittenDown: boolean },
  ): Promise<void>;
}

/** Where the temporary files of a run lie. Those of a sub-flow's run go with those of the whole. */
export interface RunFolder {
  /** The id of the run that no other run began. */
  readonly root: string;
  /** With a slash at the end. */
  readonly path: string;
}

export function folderOf(executionId: string, parent: RunFolder | undefined): RunFolder {
  if (parent === undefined) return { root: executionId, path: `runs/${executionId}/` };
  return { root: parent.root, path: `${parent.path}${executionId}/` };
}
