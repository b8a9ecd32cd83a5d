import type { ByteBuffer } from 'flatbuffers';

/** A table of a FlatBuffers file, whose fields are known by their places in the schema. */
export class FlatTable {
  readonly #buffer: ByteBuffer;
  readonly #position: number;

  constructor(buffer: ByteBuffer, position: number) {
    this.#buffer = buffer;
    this.#position = position;
  }

  /** The table that the whole file is. */
  static root(buffer: ByteBuffer): FlatTable {
    return new FlatTable(buffer, buffer.readInt32(buffer.position()) + buffer.position());
  }

  byte(field: number): number {
    const place = this.#place(field);
    return place === undefined ? 0 : this.#buffer.readInt8(place);
  }

  integer(field: number): number {
    const place = this.#place(field);
    return place === undefined ? 0 : this.#buffer.readInt32(place);
  }

  integers(field: number): number[] {
    const { begin, length } = this.#list(field);
    return Array.from({ length }, (_, at) => this.#buffer.readInt32(begin + 4 * at));
  }

  bytes(field: number): Uint8Array {
    const { begin, length } = this.#list(field);
    return this.#buffer.bytes().subarray(begin, begin + length);
  }

  table(field: number): FlatTable | undefined {
    const place = this.#place(field);
    return place === undefined ? undefined : this.#tableAt(place);
  }

  tables(field: number): FlatTable[] {
    const { begin, length } = this.#list(field);
    return Array.from({ length }, (_, at) => this.#tableAt(begin + 4 * at));
  }

  #tableAt(place: number): FlatTable {
    return new FlatTable(this.#buffer, this.#buffer.__indirect(place));
  }

  #list(field: number): { readonly begin: number; readonly length: number } {
    const place = this.#place(field);
    if (place === undefined) return { begin: 0, length: 0 };
    return { begin: this.#buffer.__vector(place), length: this.#buffer.__vector_len(place) };
  }

  /** A field that has its default value is not in the file. */
  #place(field: number): number | undefined {
    const offset = this.#buffer.__offset(this.#position, 4 + 2 * field);
    return offset === 0 ? undefined : this.#position + offset;
  }
}
