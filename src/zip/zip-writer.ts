import { deflateSync } from 'fflate';
import { Crc32 } from './crc32.ts';
import type { ZipFaults } from './zip-faults.ts';
import { DEFLATED, END, END_LENGTH, ENTRY, ENTRY_LENGTH, LOCAL, LOCAL_LENGTH, STORED } from './zip-format.ts';

/** Read at a time, in bytes. */
const PIECE = 4 * 1024 * 1024;
/** What a zip file without extensions can hold. */
const MOST_BYTES = 2 ** 32 - 2 ** 24;
const MOST_ENTRIES = 65_000;
/** Version 2.0 of the format: folders and deflate. */
const VERSION = 20;
/** The bit that says that names are in UTF-8. */
const UTF8 = 0x0800;

interface Entry {
  readonly name: Uint8Array<ArrayBuffer>;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Writes a zip file entry by entry into a Blob. Files are read once, piece by piece, for their checksum, and then lie in
 * the zip file by reference: nothing of them is copied.
 */
export class ZipWriter {
  private readonly faults: ZipFaults;
  private readonly parts: BlobPart[] = [];
  private readonly entries: Entry[] = [];
  private size = 0;
  private readonly time = timeOf(new Date());

  constructor(faults: ZipFaults) {
    this.faults = faults;
  }

  /** Adds a text, compressed. */
  text(path: string, content: Uint8Array<ArrayBuffer>): void {
    const crc = new Crc32();
    crc.add(content);
    const packed = deflateSync(content, { level: 6 }) as Uint8Array<ArrayBuffer>;
    this.add(path, DEFLATED, crc.value, content.length, packed, packed.length);
  }

  /** Adds bytes as they are. */
  async bytes(path: string, content: Blob): Promise<void> {
    if (this.size + content.size > MOST_BYTES) throw this.tooLarge();
    const crc = new Crc32();
    for (let at = 0; at < content.size; at += PIECE) {
      crc.add(new Uint8Array(await content.slice(at, at + PIECE).arrayBuffer()));
    }
    this.add(path, STORED, crc.value, content.size, content, content.size);
  }

  end(): Blob {
    const directoryAt = this.size;
    for (const entry of this.entries) this.put(this.directoryEntry(entry), entry.name);
    const end = new DataView(new ArrayBuffer(END_LENGTH));
    end.setUint32(0, END, true);
    end.setUint16(8, this.entries.length, true);
    end.setUint16(10, this.entries.length, true);
    end.setUint32(12, this.size - directoryAt, true);
    end.setUint32(16, directoryAt, true);
    this.put(end);
    return new Blob(this.parts, { type: 'application/zip' });
  }

  private add(
    path: string,
    method: number,
    crc: number,
    size: number,
    content: BlobPart,
    packed: number,
  ): void {
    const name = new TextEncoder().encode(path);
    const isTooLarge = this.size + packed > MOST_BYTES || this.entries.length >= MOST_ENTRIES;
    if (isTooLarge) throw this.tooLarge();
    const entry = { name, method, crc, packed, size, offset: this.size };
    const head = new DataView(new ArrayBuffer(LOCAL_LENGTH));
    head.setUint32(0, LOCAL, true);
    this.describe(head, 4, entry);
    this.put(head, name);
    this.parts.push(content);
    this.size += packed;
    this.entries.push(entry);
  }

  private directoryEntry(entry: Entry): DataView<ArrayBuffer> {
    const view = new DataView(new ArrayBuffer(ENTRY_LENGTH));
    view.setUint32(0, ENTRY, true);
    view.setUint16(4, VERSION, true);
    this.describe(view, 6, entry);
    view.setUint32(42, entry.offset, true);
    return view;
  }

  /** What is said of an entry before its bytes, and again in the directory. */
  private describe(view: DataView, at: number, { name, method, crc, packed, size }: Entry): void {
    view.setUint16(at, VERSION, true);
    view.setUint16(at + 2, UTF8, true);
    view.setUint16(at + 4, method, true);
    view.setUint32(at + 6, this.time, true);
    view.setUint32(at + 10, crc, true);
    view.setUint32(at + 14, packed, true);
    view.setUint32(at + 18, size, true);
    view.setUint16(at + 22, name.length, true);
  }

  private put(...views: readonly ArrayBufferView<ArrayBuffer>[]): void {
    for (const view of views) {
      this.parts.push(view);
      this.size += view.byteLength;
    }
  }

  private tooLarge(): Error {
    return this.faults.tooLarge('What is to be exported');
  }
}

/** A moment in the format's own form: the date in the upper 16 bits, the time, in steps of two seconds, in the lower. */
function timeOf(now: Date): number {
  const date = ((now.getFullYear() - 1980) << 9) | ((now.getMonth() + 1) << 5) | now.getDate();
  const time = (now.getHours() << 11) | (now.getMinutes() << 5) | (now.getSeconds() >> 1);
  return ((date << 16) | time) >>> 0;
}
