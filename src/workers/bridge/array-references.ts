/**
 * Large arrays on their way to the page. Each crosses once, by changing hands, which costs the page no time; a message
 * that holds one again has a reference to it. A structured clone would copy it on the page's own thread, and once more
 * with every message.
 */

/** From this size on an array crosses by itself, in bytes: smaller ones are copied as quickly as they are looked up. */
const LARGE = 64 * 1024;
/** A value that is nested deeper is cloned as it is. It may be without an end. */
const DEEPEST = 20;

type Large = ArrayBuffer | Exclude<ArrayBufferView<ArrayBuffer>, DataView>;
type Path = readonly (string | number)[];

/** A value with gaps where large arrays belong, and those of them that are new to the other side. */
export interface WithReferences {
  readonly value: unknown;
  readonly gaps: readonly { readonly path: Path; readonly id: number }[];
  readonly arrays: readonly { readonly id: number; readonly array: Large }[];
}

/** The side that has the arrays, for one line of messages. */
export class ArraySender {
  private readonly ids = new WeakMap<Large, number>();
  private count = 0;

  /** What is sent for a value, and the buffers of it that change hands. The value itself stays as it is. */
  pack(value: unknown): { readonly message: WithReferences; readonly transferred: ArrayBuffer[] } {
    const gaps: { path: Path; id: number }[] = [];
    const arrays: { id: number; array: Large }[] = [];
    const path: (string | number)[] = [];
    // Found to hold no large array: a value that is shared in many places is looked through once.
    const small = new Set<unknown>();
    const visit = (part: unknown, key: string | number): unknown => {
      path.push(key);
      let sent = part;
      if (isLarge(part)) {
        gaps.push({ path: [...path], id: this.idOf(part, arrays) });
        sent = null;
      } else if (path.length <= DEEPEST && !small.has(part)) {
        sent = withParts(part, visit);
        if (typeof part === 'object' && sent === part) small.add(part);
      }
      path.pop();
      return sent;
    };
    const message = { ...(withParts({ value }, visit) as { value: unknown }), gaps, arrays };
    return {
      message,
      transferred: arrays.map(({ array }) => (array instanceof ArrayBuffer ? array : array.buffer)),
    };
  }

  /** One that the other side does not have yet is copied for it: the run goes on with its own. */
  private idOf(array: Large, fresh: { id: number; array: Large }[]): number {
    const known = this.ids.get(array);
    if (known !== undefined) return known;
    const id = this.count++;
    this.ids.set(array, id);
    fresh.push({ id, array: copyOf(array) });
    return id;
  }
}

/** The page's side of the same line. */
export class ArrayReceiver {
  private readonly known = new Map<number, Large>();

  /** The value as it was: the same array wherever it stands in one message or in several. */
  unpack({ value, gaps, arrays }: WithReferences): unknown {
    for (const { id, array } of arrays) this.known.set(id, array);
    // What arrived is nobody else's, and changed in place.
    const whole = { value };
    for (const { path, id } of gaps) {
      const holder = path.slice(0, -1).reduce((part: object, key) => Reflect.get(part, key) as object, whole);
      Reflect.set(holder, path.at(-1) ?? '', this.known.get(id));
    }
    return whole.value;
  }
}

/** Shared memory is left out: its clone is the same memory. */
function isLarge(value: unknown): value is Large {
  if (value instanceof ArrayBuffer) return value.byteLength >= LARGE;
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return false;
  return value.byteLength >= LARGE && value.buffer instanceof ArrayBuffer;
}

/** Of a view of a part, that part alone. */
function copyOf(array: Large): Large {
  return (array as Uint8Array<ArrayBuffer>).slice();
}

/** A list or a plain object with each part changed; the same one where none became another, and anything else as it is. */
function withParts(value: unknown, change: (part: unknown, key: string | number) => unknown): unknown {
  if (Array.isArray(value)) {
    const parts = value.map(change);
    return parts.every((part, index) => Object.is(part, value[index])) ? value : parts;
  }
  if (!isPlain(value)) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, change(part, key)] as const);
  return parts.every(([key, part]) => Object.is(part, value[key])) ? value : Object.fromEntries(parts);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
