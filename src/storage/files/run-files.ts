import type { FileAccess, FileContent, FileInput, FlowFile } from '../../executors/index.ts';
import { checkPath } from './check-path.ts';
import type { StoredFiles } from './stored-files.ts';

/** The files of the store as one run sees them. */
export class RunFiles implements FileAccess {
  private readonly files: StoredFiles;
  private readonly holder: string;
  private readonly folder: string;

  constructor(files: StoredFiles, holder: string, folder: string) {
    this.files = files;
    this.holder = holder;
    this.folder = folder;
  }

  open(file: FileInput): Promise<Blob> {
    return this.files.open(file);
  }

  keep(file: FileContent, name?: string): Promise<FlowFile> {
    return this.files.keep(file, name, this.holder);
  }

  async write(path: string, file: FileContent): Promise<FlowFile> {
    checkPath(path, this.folder);
    return this.files.write(path, file);
  }

  find(path: string): Promise<FlowFile | undefined> {
    return this.files.find(path);
  }

  async remove(path: string): Promise<void> {
    checkPath(path, this.folder);
    await this.files.remove(path);
  }
}
