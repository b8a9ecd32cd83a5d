import { Inflate } from 'fflate';
import { Crc32 } from './crc32.ts';
import type { ZipFaults } from './zip-faults.ts';
import {
  DEFLATED,
  END,
  END_LENGTH,
  ENTRY,
  ENTRY_LENGTH,
  LOCAL,
  LOCAL_LENGTH,
  LONGEST_COMMENT,
  STORED,
} from './zip-format.ts';

const ENCRYPTED = 1;
/** Read at a time, in bytes. */
const PIECE = 4 * 1024 * 1024;
/** Unpacked at a time, in bytes: what is packed well becomes a thousand times as much. */
const PACKED_PIECE = 8 * 1024;
/** What stands in a directory in place of numbers that are too large for it. */
const ELSEWHERE_16 = 0xffff;
const ELSEWHERE_32 = 0xffffffff;

interface ZipEntry {
  readonly method: number;
  readonly crc: number;
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
  private readonly faults: ZipFaults;

  private constructor(archive: Blob, entries: ReadonlyMap<string, ZipEntry>, faults: ZipFaults) {
    this.archive = archive;
    this.entries = entries;
    this.faults = faults;
  }

  /** Rejects with the fault `invalid` where the bytes are no zip file, or one over 4 GB, whose form (zip64) is not read. */
  static async open(archive: Blob, faults: ZipFaults): Promise<ZipReader> {
    const tailAt = Math.max(0, archive.size - END_LENGTH - LONGEST_COMMENT);
    const tail = await viewOf(archive.slice(tailAt));
    const at = placeOfEnd(tail);
    if (at === undefined) throw faults.invalid('it is no zip file, or was cut short');
    const count = tail.getUint16(at + 10, true);
    const length = tail.getUint32(at + 12, true);
    const offset = tail.getUint32(at + 16, true);
    if (count === ELSEWHERE_16 || offset === ELSEWHERE_32) throw isZip64(faults);
    if (offset + length > archive.size) throw faults.invalid('its directory is not whole');
    const directory = await viewOf(archive.slice(offset, offset + length));
    return new ZipReader(archive, entriesOf(directory, count, faults), faults);
  }

  /** The paths of all entries, in the order of the directory; those of folders end with a slash. */
  paths(): readonly string[] {
    return [...this.entries.keys()];
  }

  has(path: string): boolean {
    return this.entries.has(path);
  }

  /** The size of an entry when it is unpacked, in bytes, as the directory says it. */
  sizeOf(path: string): number {
    return this.entries.get(path)?.size ?? 0;
  }

  /** The bytes of an entry that is not compressed, not read yet. */
  async stored(path: string): Promise<Blob> {
    const { entry, content } = await this.find(path);
    if (entry.method !== STORED || entry.packed !== entry.size) {
      throw this.faults.damaged(`${path} is compressed, and should not be`);
    }
    return content;
  }

  /** The bytes of an entry, compressed or not, `most` at most. */
  async bytes(path: string, most: number): Promise<Uint8Array<ArrayBuffer>> {
    const size = this.sizeOf(path);
    if (size > most) throw this.faults.damaged(`${path} would be of ${size} bytes`);
    const bytes = new Uint8Array(size);
    let filled = 0;
    for await (const part of this.parts(path)) {
      bytes.set(part, filled);
      filled += part.length;
    }
    return bytes;
  }

  /**
   * The bytes of an entry, compressed or not, one part after the other; of a large one only a part is in memory.
   * Ends with the fault `damaged` where they are not as many, or not those, that the directory says.
   */
  async *parts(path: string): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    const { entry, content } = await this.find(path);
    const { method, size } = entry;
    if (method !== STORED && method !== DEFLATED)
      throw this.faults.damaged(`${path} is compressed in a way that is not known here`);
    const crc = new Crc32();
    let given = 0;
    for await (const part of method === STORED ? slices(content) : this.inflated(content, path, size)) {
      given += part.length;
      if (given > size) throw this.faults.damaged(`${path} holds more than it says`);
      crc.add(part);
      yield part;
    }
    if (given !== size) throw this.faults.damaged(`${path} holds less than it says`);
    if (crc.value !== entry.crc) throw this.faults.damaged(`${path} was altered`);
  }

  private async *inflated(
    content: Blob,
    path: string,
    size: number,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    let parts: Uint8Array<ArrayBuffer>[] = [];
    let unpacked = 0;
    const inflate = new Inflate((part) => {
      unpacked += part.length;
      if (unpacked > size) throw new RangeError('There is more than the directory says.');
      parts.push(part as Uint8Array<ArrayBuffer>);
    });
    let left = content.size;
    for await (const slice of slices(content)) {
      for (let at = 0; at < slice.length; at += PACKED_PIECE) {
        const piece = slice.subarray(at, at + PACKED_PIECE);
        left -= piece.length;
        try {
          inflate.push(piece, left === 0);
        } catch (thrown) {
          throw this.faults.damaged(`${path} cannot be unpacked`, thrown);
        }
        const ready = parts;
        parts = [];
        yield* ready;
      }
    }
  }

  private async find(path: string): Promise<{ readonly entry: ZipEntry; readonly content: Blob }> {
    const entry = this.entries.get(path);
    if (entry === undefined) throw this.faults.damaged(`${path} is missing`);
    const { offset, packed } = entry;
    const head = await viewOf(this.archive.slice(offset, offset + LOCAL_LENGTH));
    if (head.byteLength < LOCAL_LENGTH || head.getUint32(0, true) !== LOCAL) {
      throw this.faults.damaged(`${path} is not where the directory says`);
    }
    const start = offset + LOCAL_LENGTH + head.getUint16(26, true) + head.getUint16(28, true);
    const content = this.archive.slice(start, start + packed);
    if (content.size !== packed) throw this.faults.damaged(`${path} was cut short`);
    return { entry, content };
  }
}

async function viewOf(blob: Blob): Promise<DataView> {
  return new DataView(await blob.arrayBuffer());
}

async function* slices(content: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for (let at = 0; at < content.size; at += PIECE) {
    yield new Uint8Array(await content.slice(at, at + PIECE).arrayBuffer());
  }
}

function isZip64(faults: ZipFaults): Error {
  return faults.invalid('it is in the form for more than 4 GB (zip64), which is not read here');
}

/** The place of the end in the last bytes of the file: the last one, since a comment may say anything. */
function placeOfEnd(tail: DataView): number | undefined {
  for (let at = tail.byteLength - END_LENGTH; at >= 0; at--) {
    if (tail.getUint32(at, true) === END) return at;
  }
  return undefined;
}

function entriesOf(view: DataView, count: number, faults: ZipFaults): ReadonlyMap<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  const decoder = new TextDecoder();
  let at = 0;
  for (let place = 0; place < count; place++) {
    if (at + ENTRY_LENGTH > view.byteLength || view.getUint32(at, true) !== ENTRY) {
      throw faults.invalid('its directory cannot be read');
    }
    const nameLength = view.getUint16(at + 28, true);
    const next =
      at + ENTRY_LENGTH + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw faults.invalid('its directory cannot be read');
    if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0)
      throw faults.invalid('it is locked with a password');
    const entry = {
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    if ([entry.packed, entry.size, entry.offset].includes(ELSEWHERE_32)) throw isZip64(faults);
    const name = new Uint8Array(view.buffer, view.byteOffset + at + ENTRY_LENGTH, nameLength);
    entries.set(decoder.decode(name), entry);
    at = next;
  }
  return entries;
}
