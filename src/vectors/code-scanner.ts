import type { CodedQuery } from './coded-vector.ts';
import { SCAN_KERNEL } from './scan-kernel.ts';

/** Rows of codes in memory, and the loop that runs over all of them. */
export interface CodeScanner {
  /** Which loop it is: `simd` in WebAssembly, or `plain` where the browser has no SIMD. */
  readonly kind: 'simd' | 'plain';
  /** How many bytes the rows take. */
  readonly bytes: number;
  /** Makes room for so many rows; those that are there stay. Throws a RangeError where there is no memory for them. */
  reserve(rows: number): void;
  /** Puts rows in, one after the other, from this row on. */
  write(row: number, codes: Int8Array): void;
  /** The dot products of the query's codes with the first rows. They are overwritten by the next scan. */
  scan(query: CodedQuery, rows: number): Int32Array;
}

/**
 * A scanner for rows of this width (see `widthOf`): WebAssembly with SIMD where there is, else the plain loop.
 *
 * @param kernel what `compileScanKernel` gave
 */
export function createScanner(width: number, kernel: WebAssembly.Module | undefined): CodeScanner {
  return kernel === undefined ? new PlainScanner(width) : new SimdScanner(width, kernel);
}

/** Compiles the loop, once for a thread; undefined where the browser has no SIMD or forbids WebAssembly. */
export async function compileScanKernel(): Promise<WebAssembly.Module | undefined> {
  const bytes = Uint8Array.from(atob(SCAN_KERNEL), (character) => character.charCodeAt(0));
  try {
    return await WebAssembly.compile(bytes);
  } catch {
    return undefined;
  }
}

const PAGE = 65_536;

type Scan = (codes: number, query: number, width: number, rows: number, dots: number) => void;

/** Memory: the query, the dot products, the rows. The rows come last, but move when there are more dot products. */
class SimdScanner implements CodeScanner {
  readonly kind = 'simd';
  private readonly width: number;
  private readonly memory: WebAssembly.Memory;
  private readonly run: Scan;
  private capacity = 0;

  constructor(width: number, kernel: WebAssembly.Module) {
    this.width = width;
    const { exports } = new WebAssembly.Instance(kernel);
    this.memory = exports['memory'] as WebAssembly.Memory;
    this.run = exports['scan'] as Scan;
  }

  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  reserve(rows: number): void {
    if (rows <= this.capacity) return;
    const before = this.codesAt;
    const held = this.capacity * this.width;
    const capacity = Math.ceil(rows / 16) * 16;
    const after = this.dotsAt + capacity * Int32Array.BYTES_PER_ELEMENT;
    const missing = after + capacity * this.width - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    this.capacity = capacity;
    new Uint8Array(this.memory.buffer).copyWithin(after, before, before + held);
  }

  write(row: number, codes: Int8Array): void {
    new Int8Array(this.memory.buffer).set(codes, this.codesAt + row * this.width);
  }

  scan(query: CodedQuery, rows: number): Int32Array {
    new Int16Array(this.memory.buffer).set(query.codes);
    if (rows > 0) this.run(this.codesAt, 0, this.width, rows, this.dotsAt);
    return new Int32Array(this.memory.buffer, this.dotsAt, rows);
  }

  private get dotsAt(): number {
    return this.width * Int16Array.BYTES_PER_ELEMENT;
  }

  private get codesAt(): number {
    return this.dotsAt + this.capacity * Int32Array.BYTES_PER_ELEMENT;
  }
}

class PlainScanner implements CodeScanner {
  readonly kind = 'plain';
  private readonly width: number;
  private codes = new Int8Array(0);
  private dots = new Int32Array(0);

  constructor(width: number) {
    this.width = width;
  }

  get bytes(): number {
    return this.codes.byteLength + this.dots.byteLength;
  }

  reserve(rows: number): void {
    if (rows <= this.dots.length) return;
    const codes = new Int8Array(rows * this.width);
    codes.set(this.codes);
    this.codes = codes;
    this.dots = new Int32Array(rows);
  }

  write(row: number, codes: Int8Array): void {
    this.codes.set(codes, row * this.width);
  }

  scan(query: CodedQuery, rows: number): Int32Array {
    const { codes, dots, width } = this;
    const wanted = query.codes;
    for (let row = 0, at = 0; row < rows; row++) {
      let sum = 0;
      for (let i = 0; i < width; i++, at++) sum += (codes[at] as number) * (wanted[i] as number);
      dots[row] = sum;
    }
    return dots.subarray(0, rows);
  }
}
