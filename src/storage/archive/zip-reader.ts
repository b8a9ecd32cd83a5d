import { Inflate } from 'fflate';
import { archiveDamaged, archiveInvalid } from './archive-errors.ts';

/** The end of a zip file: 22 bytes, and a comment of at most 65,535 behind them. */
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const PIECE = 256 * 1024;

interface ZipEntry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Reads a zip file by its directory, so that of a large one no more is read than what is asked for. What lies inside is
 * never trusted: an entry that unpacks to more than it says, or than its reader wants, is given up at that byte.
 */
export class ZipReader {
  private readonly archive: Blob;
  private readonly entries: ReadonlyMap<string, ZipEntry>;

  private constructor(archive: Blob, entries: ReadonlyMap<string, ZipEntry>) {
    this.archive = archive;
    this.entries = entries;
  }

  /** Rejects with `archive_invalid` where the bytes are no zip file. */
  static async open(archive: Blob): Promise<ZipReader> {
    const tailAt = Math.max(0, archive.size - END_LENGTH - LONGEST_COMMENT);
    const tail = await viewOf(archive.slice(tailAt));
    const at = placeOfEnd(tail);
    if (at === undefined) throw archiveInvalid('it is no zip file, or was cut short');
    const count = tail.getUint16(at + 10, true);
    const length = tail.getUint32(at + 12, true);
    const offset = tail.getUint32(at + 16, true);
    if (offset + length > archive.size) throw archiveInvalid('its directory is not whole');
    return new ZipReader(archive, entriesOf(await viewOf(archive.slice(offset, offset + length)), count));
  }

  has(path: string): boolean {
    return this.entries.has(path);
  }

  /** The bytes of an entry that is not compressed, not read yet. */
  async stored(path: string): Promise<Blob> {
    const { entry, content } = await this.find(path);
    if (entry.method !== STORED || entry.packed !== entry.size) {
      throw archiveDamaged(`${path} is compressed, and should not be`);
    }
    return content;
  }

  /** The bytes of an entry, compressed or not, `most` at most. */
  async bytes(path: string, most: number): Promise<Uint8Array<ArrayBuffer>> {
    const { entry, content } = await this.find(path);
    if (entry.size > most) throw archiveDamaged(`${path} would be of ${entry.size} bytes`);
    if (entry.method === STORED) return new Uint8Array(await content.arrayBuffer());
    if (entry.method !== DEFLATED)
      throw archiveDamaged(`${path} is compressed in a way that is not known here`);
    return inflated(content, path, entry.size);
  }

  private async find(path: string): Promise<{ readonly entry: ZipEntry; readonly content: Blob }> {
    const entry = this.entries.get(path);
    if (entry === undefined) throw archiveDamaged(`${path} is missing`);
    const { offset, packed } = entry;
    const head = await viewOf(this.archive.slice(offset, offset + LOCAL_LENGTH));
    if (head.byteLength < LOCAL_LENGTH || head.getUint32(0, true) !== LOCAL) {
      throw archiveDamaged(`${path} is not where the directory says`);
    }
    const start = offset + LOCAL_LENGTH + head.getUint16(26, true) + head.getUint16(28, true);
    const content = this.archive.slice(start, start + packed);
    if (content.size !== packed) throw archiveDamaged(`${path} was cut short`);
    return { entry, content };
  }
}

async function viewOf(blob: Blob): Promise<DataView> {
  return new DataView(await blob.arrayBuffer());
}

/** The place of the end in the last bytes of the file: the last one, since a comment may say anything. */
function placeOfEnd(tail: DataView): number | undefined {
  for (let at = tail.byteLength - END_LENGTH; at >= 0; at--) {
    if (tail.getUint32(at, true) === END) return at;
  }
  return undefined;
}

function entriesOf(view: DataView, count: number): ReadonlyMap<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  const decoder = new TextDecoder();
  let at = 0;
  for (let place = 0; place < count; place++) {
    if (at + ENTRY_LENGTH > view.byteLength || view.getUint32(at, true) !== ENTRY) {
      throw archiveInvalid('its directory cannot be read');
    }
    const nameLength = view.getUint16(at + 28, true);
    const next =
      at + ENTRY_LENGTH + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw archiveInvalid('its directory cannot be read');
    if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0)
      throw archiveInvalid('it is locked with a password');
    const name = decoder.decode(new Uint8Array(view.buffer, view.byteOffset + at + ENTRY_LENGTH, nameLength));
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries;
}

async function inflated(content: Blob, path: string, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  const inflate = new Inflate((chunk) => {
    if (filled + chunk.length > size) throw archiveDamaged(`${path} unpacks to more than it says`);
    bytes.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (let at = 0; at < content.size; at += PIECE) {
      const piece = await content.slice(at, at + PIECE).arrayBuffer();
      inflate.push(new Uint8Array(piece), at + PIECE >= content.size);
    }
  } catch (thrown) {
    throw archiveDamaged(`${path} cannot be unpacked`, thrown);
  }
  if (filled !== size) throw archiveDamaged(`${path} unpacks to less than it says`);
  return bytes;
}
