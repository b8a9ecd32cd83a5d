import { FlowError } from '../../errors/index.ts';
import { archiveDamaged, archiveTooLarge } from './archive-errors.ts';
import type { ByteSink } from './byte-sink.ts';

/** The key that marks what JSON has no form for. A map of the run that has such a key itself is marked too. */
const MARK = '$';
/** A value that is in many places of a run is written as often: this many parts are enough for any run. */
const MOST_PARTS = 20_000_000;
const DEEPEST = 500;

type Marked = { readonly [MARK]: string } & Readonly<Record<string, unknown>>;
type View = ArrayBufferView<ArrayBuffer>;

const VIEWS = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as const;

/**
 * Writes whatever IndexedDB gives back as JSON: numbers that JSON does not know, dates and their like are marked maps,
 * and the bytes of typed arrays go into the sink, never into the text.
 */
export class ValueWriter {
  private readonly sink: ByteSink;
  /** The values around the one that is being written: one of them inside itself would have no end. */
  private readonly around = new Set<object>();
  private parts = 0;

  constructor(sink: ByteSink) {
    this.sink = sink;
  }

  /** Throws `not_storable` for a value that goes in a circle, or that no file can hold. */
  write(value: unknown): unknown {
    if (++this.parts > MOST_PARTS) throw archiveTooLarge('A run');
    switch (typeof value) {
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : marked('number', { text: textOf(value) });
      case 'bigint':
        return marked('bigint', { text: String(value) });
      case 'undefined':
        return marked('undefined');
      case 'object':
        return value === null ? null : this.writeObject(value);
      default:
        return value;
    }
  }

  private writeObject(value: object): unknown {
    if (this.around.has(value)) throw notExportable('goes in a circle');
    if (this.around.size >= DEEPEST) throw notExportable('is nested too deeply');
    this.around.add(value);
    try {
      return this.writeKind(value);
    } finally {
      this.around.delete(value);
    }
  }

  private writeKind(value: object): unknown {
    if (Array.isArray(value)) return Array.from(value, (each) => this.write(each));
    if (ArrayBuffer.isView(value)) return this.writeBytes(viewName(value), value as View);
    if (value instanceof ArrayBuffer) return this.writeBytes('ArrayBuffer', new Uint8Array(value));
    if (value instanceof Date) return marked('Date', { time: this.write(value.getTime()) });
    if (value instanceof Map) return marked('Map', { entries: this.write([...value]) });
    if (value instanceof Set) return marked('Set', { items: this.write([...value]) });
    if (value instanceof RegExp) return marked('RegExp', { source: value.source, flags: value.flags });
    if (value instanceof Error) return marked('Error', { name: value.name, message: value.message });
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (kind !== 'Object') throw notExportable(`is a ${kind}`);
    const entries = Object.entries(value).map(([key, each]) => [key, this.write(each)] as const);
    return Object.hasOwn(value, MARK) ? marked('map', { entries }) : Object.fromEntries(entries);
  }

  private writeBytes(kind: string, view: View): unknown {
    return marked(kind, { at: this.sink.add(view), length: view.byteLength });
  }
}

/** The other side of `ValueWriter`. Throws `archive_damaged` for what no writer has written. */
export function readValue(value: unknown, bytes: Uint8Array<ArrayBuffer>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => readValue(each, bytes));
  if (isMarked(value)) return readMarked(value, bytes);
  // By entries, since a key `__proto__` is a key like any other.
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, readValue(each, bytes)]));
}

function readMarked({ [MARK]: kind, ...value }: Marked, bytes: Uint8Array<ArrayBuffer>): unknown {
  switch (kind) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(value['text']);
    case 'bigint':
      return BigInt(String(value['text']));
    case 'Date':
      return new Date(readValue(value['time'], bytes) as number);
    case 'Map':
      return new Map(readValue(listOf(value['entries']), bytes) as [unknown, unknown][]);
    case 'Set':
      return new Set(readValue(listOf(value['items']), bytes) as unknown[]);
    case 'RegExp':
      return new RegExp(String(value['source']), String(value['flags']));
    case 'Error':
      return errorOf(String(value['name']), String(value['message']));
    case 'map':
      return Object.fromEntries(readValue(listOf(value['entries']), bytes) as [string, unknown][]);
    default:
      return readBytes(kind, value, bytes);
  }
}

function readBytes(
  kind: string,
  value: Readonly<Record<string, unknown>>,
  bytes: Uint8Array<ArrayBuffer>,
): unknown {
  const { at, length } = value;
  if (
    typeof at !== 'number' ||
    typeof length !== 'number' ||
    !(at >= 0 && length >= 0 && at + length <= bytes.length)
  ) {
    throw archiveDamaged(`a value of the kind “${kind}” is none`);
  }
  // A copy: views lie at places of a buffer that their numbers' size divides.
  const { buffer } = bytes.slice(at, at + length);
  if (kind === 'ArrayBuffer') return buffer;
  if (kind === 'DataView') return new DataView(buffer);
  if (!Object.hasOwn(VIEWS, kind)) throw archiveDamaged(`there are no values of the kind “${kind}”`);
  return new VIEWS[kind as keyof typeof VIEWS](buffer);
}

function marked(kind: string, more: Readonly<Record<string, unknown>> = {}): Marked {
  return { [MARK]: kind, ...more };
}

function isMarked(value: object): value is Marked {
  return Object.hasOwn(value, MARK) && typeof (value as Record<string, unknown>)[MARK] === 'string';
}

/** An error's name is none of its own keys. */
function errorOf(name: string, message: string): Error {
  return Object.defineProperty(new Error(message), 'name', {
    value: name,
    configurable: true,
    writable: true,
  });
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw archiveDamaged('a list is none');
  return value;
}

function viewName(view: ArrayBufferView): string {
  return Object.prototype.toString.call(view).slice(8, -1);
}

function textOf(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function notExportable(why: string): FlowError {
  const hint = 'Give such a value out of steps as texts, numbers, lists, maps, typed arrays or files.';
  return new FlowError('not_storable', `A value of the run ${why}, and cannot be exported.`, { hint });
}
