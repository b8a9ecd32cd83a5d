import { FlowError } from '../../errors/index.ts';
import {
  type FileAccess,
  type FileContent,
  type FileInput,
  type FlowFile,
  isFlowFile,
} from '../../executors/index.ts';
import { blobFromDataUrl } from './data-url.ts';
import type { FileStore } from './file-store.ts';

/** Files by reference, over a store of bytes. */
export class StoredFiles implements FileAccess {
  private readonly store: FileStore;
  private readonly paths = new Map<string, FlowFile>();

  constructor(store: FileStore) {
    this.store = store;
  }

  async open(file: FileInput): Promise<Blob> {
    if (file instanceof Blob) return file;
    if (isFlowFile(file)) return this.stored(file.sha256, file.name);
    if (typeof file === 'string') {
      return file.startsWith('data:') ? blobFromDataUrl(file) : this.stored(file, file);
    }
    if (typeof file === 'object' && file !== null && 'content' in file) {
      const { content } = file;
      if (content instanceof Blob) return content;
      if (typeof content === 'string') return new Blob([content]);
      if (content instanceof Uint8Array) return new Blob([content.slice()]);
    }
    const hint = 'Give a file of the page, {content, filename}, or a data: URL.';
    throw new FlowError('file_invalid', 'Invalid file input format', { hint });
  }

  async keep(content: FileContent, name?: string): Promise<FlowFile> {
    const file = content instanceof ReadableStream ? await new Response(content).blob() : content;
    if (isFlowFile(file)) {
      // Put again, so that it counts as used: what nobody used for a day is forgotten.
      await this.store.put(file.sha256, await this.stored(file.sha256, file.name));
      return file;
    }
    const bytes = await this.open(file);
    const sha256 = await sha256Of(bytes);
    await this.store.put(sha256, bytes);
    return {
      kind: 'file',
      id: sha256,
      name: name ?? nameOf(file),
      type: bytes.type || 'application/octet-stream',
      size: bytes.size,
      sha256,
    };
  }

  async write(path: string, file: FileContent): Promise<FlowFile> {
    const kept = await this.keep(file, path.slice(path.lastIndexOf('/') + 1));
    this.paths.set(path, kept);
    return kept;
  }

  async find(path: string): Promise<FlowFile | undefined> {
    return this.paths.get(path);
  }

  async remove(path: string): Promise<void> {
    this.paths.delete(path);
  }

  private async stored(sha256: string, name: string): Promise<Blob> {
    const content = await this.store.get(sha256);
    if (content !== undefined) return content;
    throw new FlowError('file_not_found', `File not found: ${name}`, { hint: 'Choose the file again.' });
  }
}

function nameOf(file: FileInput): string {
  if (file instanceof File) return file.name;
  if (typeof file === 'object' && 'filename' in file && file.filename !== undefined) return file.filename;
  return 'file';
}

async function sha256Of(content: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await content.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
