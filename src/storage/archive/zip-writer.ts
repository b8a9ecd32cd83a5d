import { Zip, ZipDeflate, type ZipInputFile, ZipPassThrough } from 'fflate';
import { archiveTooLarge } from './archive-errors.ts';

/** Bytes that are read, and handed to the browser, at a time. */
const PIECE = 4 * 1024 * 1024;
/** What a zip file without extensions can hold. */
const MOST_BYTES = 2 ** 32 - 2 ** 24;
const MOST_ENTRIES = 65_000;

/**
 * Writes a zip file entry by entry into a Blob, which the browser keeps on the disk where it is large: of any file only
 * a piece is in memory. (fflate's asynchronous classes are of no use here, since they start workers from text.)
 */
export class ZipWriter {
  private readonly zip = new Zip((error, chunk) => {
    if (error !== null) this.fault = error;
    else this.take(chunk);
  });
  private readonly blobs: Blob[] = [];
  private chunks: Uint8Array<ArrayBuffer>[] = [];
  private waiting = 0;
  private size = 0;
  private entries = 0;
  private fault: Error | undefined;

  /** Adds a text, compressed. */
  text(path: string, content: Uint8Array<ArrayBuffer>): void {
    this.add(new ZipDeflate(path, { level: 6 })).push(content, true);
    this.check();
  }

  /** Adds bytes as they are. */
  async bytes(path: string, content: Blob): Promise<void> {
    if (this.size + content.size > MOST_BYTES) throw archiveTooLarge('What is to be exported');
    const entry = this.add(new ZipPassThrough(path));
    let at = 0;
    do {
      const piece = await content.slice(at, at + PIECE).arrayBuffer();
      at += PIECE;
      entry.push(new Uint8Array(piece), at >= content.size);
      this.check();
    } while (at < content.size);
  }

  end(): Blob {
    this.zip.end();
    this.check();
    this.hand();
    return new Blob(this.blobs, { type: 'application/zip' });
  }

  private add<Entry extends ZipInputFile>(entry: Entry): Entry {
    if (++this.entries > MOST_ENTRIES) throw archiveTooLarge('What is to be exported');
    // The format knows no earlier and no later years.
    entry.mtime = new Date();
    this.zip.add(entry);
    return entry;
  }

  private take(chunk: Uint8Array): void {
    // fflate goes on to use some of its buffers.
    this.chunks.push(chunk.slice());
    this.size += chunk.length;
    this.waiting += chunk.length;
    if (this.waiting >= PIECE) this.hand();
  }

  private hand(): void {
    this.blobs.push(new Blob(this.chunks));
    this.chunks = [];
    this.waiting = 0;
  }

  private check(): void {
    if (this.fault !== undefined) throw this.fault;
    if (this.size > MOST_BYTES) throw archiveTooLarge('What is to be exported');
  }
}
