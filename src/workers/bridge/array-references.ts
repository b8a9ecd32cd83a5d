/**
 * Large arrays on their way to the page. Each crosses once, by changing hands, which costs the page no time; a message
 * that holds one again has a reference to it. A structured clone would copy it on the page's own thread, and once more
 * with every message.
 */

/** From this size on an array crosses by itself, in bytes: smaller ones are copied as quickly as they are looked up. */
const LARGE = 64 * 1024;
/** A part that is nested deeper is cloned as it is: nobody's stack is endless. */
const DEEPEST = 100;

type Large = ArrayBuffer | Exclude<ArrayBufferView<ArrayBuffer>, DataView>;
type Path = readonly (string | number)[];
type Container = Readonly<Record<string, unknown>> | readonly unknown[];

/** A value with gaps where large arrays belong, and those of them that are new to the other side. */
export interface WithReferences {
  readonly value: unknown;
  readonly gaps: readonly { readonly path: Path; readonly id: number }[];
  readonly arrays: readonly { readonly id: number; readonly array: Large }[];
  /** No later message refers to these arrays. */
  readonly isPassing: boolean;
}

/** Puts a message on its way. The buffers change hands. */
type Post = (message: WithReferences, transferred: ArrayBuffer[]) => void;

/** The side that has the arrays, for one line of messages. */
export class ArraySender {
  private readonly ids = new WeakMap<Large, number>();
  private count = 0;

  /** Sends a value, which stays as it is. What is passing is not referred to again, and the page need not keep it. */
  send(value: unknown, post: Post, { isPassing = false } = {}): void {
    const fresh = new Map<Large, number>();
    const { message, transferred } = this.pack(value, fresh, isPassing);
    post(message, transferred);
    // A message that could not be sent has brought nothing.
    if (!isPassing) for (const [array, id] of fresh) this.ids.set(array, id);
  }

  /** The last message of the line, to be sent in another way. */
  last(value: unknown): { readonly message: WithReferences; readonly transferred: ArrayBuffer[] } {
    return this.pack(value, new Map(), true);
  }

  /** An array that is new to the other side is copied for it: the run goes on with its own. */
  private pack(value: unknown, fresh: Map<Large, number>, isPassing: boolean) {
    const { value: sent, gaps } = withGaps(value, (array) => {
      const id = this.ids.get(array) ?? fresh.get(array) ?? this.count++;
      if (!this.ids.has(array)) fresh.set(array, id);
      return id;
    });
    const arrays = Array.from(fresh, ([array, id]) => ({ id, array: copyOf(array) }));
    const message: WithReferences = { value: sent, gaps, arrays, isPassing };
    const transferred = arrays.map(({ array }) => (array instanceof ArrayBuffer ? array : array.buffer));
    return { message, transferred };
  }
}

/** The page's side of the same line. */
export class ArrayReceiver {
  private readonly known = new Map<number, Large>();

  /** The value as it was: the same array wherever it stands in one message or in several. */
  unpack({ value, gaps, arrays, isPassing }: WithReferences): unknown {
    const brought = new Map(arrays.map(({ id, array }) => [id, array] as const));
    if (!isPassing) for (const [id, array] of brought) this.known.set(id, array);
    // What arrived is nobody else's, and changed in place.
    const whole = { value };
    for (const { path, id } of gaps) {
      const array = brought.get(id) ?? this.known.get(id);
      if (array === undefined) throw new Error('An array of the run did not arrive.');
      const holder = path.slice(0, -1).reduce((part: object, key) => Reflect.get(part, key) as object, whole);
      Reflect.set(holder, path.at(-1) ?? '', array);
    }
    return whole.value;
  }
}

/** A value whose lists and plain objects are copies with gaps; each is copied once, wherever and how often it stands. */
function withGaps(value: unknown, idOf: (array: Large) => number): Pick<WithReferences, 'value' | 'gaps'> {
  const whole = { value };
  if (!holdsLarge(whole)) return { value, gaps: [] };
  const gaps: { path: Path; id: number }[] = [];
  const copies = new Map<Container, unknown>();
  const path: (string | number)[] = [];
  const copy = (part: unknown): unknown => {
    if (isLarge(part)) {
      gaps.push({ path: [...path], id: idOf(part) });
      return null;
    }
    if (!isContainer(part) || path.length > DEEPEST) return part;
    const known = copies.get(part);
    if (known !== undefined) return known;
    // Without a prototype no key means anything but itself.
    const made = Array.isArray(part) ? new Array<unknown>(part.length) : Object.create(null);
    copies.set(part, made);
    for (const [key, each] of Object.entries(part)) {
      path.push(key);
      made[key] = copy(each);
      path.pop();
    }
    return made;
  };
  return { value: (copy(whole) as typeof whole).value, gaps };
}

function holdsLarge(value: Container): boolean {
  const seen = new Set<Container>([value]);
  for (const container of seen) {
    for (const part of Array.isArray(container) ? container : Object.values(container)) {
      if (isLarge(part)) return true;
      if (isContainer(part)) seen.add(part);
    }
  }
  return false;
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

/** A list or a plain object: what a clone leaves as it is. */
function isContainer(value: unknown): value is Container {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
