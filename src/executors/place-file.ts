import { safeName } from '../media/file-name.ts';
import type { FlowContext } from './flow-context.ts';
import type { FlowFile } from './flow-file.ts';

/** A file in the run's own folder. */
export interface PlacedFile {
  readonly path: string;
  readonly file: FlowFile;
}

/**
 * Puts a file into the run's folder for temporary files, under its name made safe. It lies in a folder that is named by
 * its bytes: files of one name that several steps, items or attempts put there do not replace each other.
 *
 * @param type the media type that the reference says
 * @param pathName the end of the path; left out, the name made safe
 */
export async function placeFile(
  { files, tempDir }: Pick<FlowContext, 'files' | 'tempDir'>,
  content: Blob,
  name: string,
  type: string,
  pathName: (sha256: string) => string = () => safeName(name),
): Promise<PlacedFile> {
  const safe = safeName(name);
  const file = await files.keep(new File([content], safe, { type }), safe);
  const path = `${tempDir}${file.sha256.slice(0, 16)}/${pathName(file.sha256)}`;
  await files.write(path, file);
  return { path, file };
}
