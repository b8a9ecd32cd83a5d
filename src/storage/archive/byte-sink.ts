/** Bytes one after the other, each block once, however often it is added. */
export class ByteSink {
  private readonly places = new Map<ArrayBufferView, number>();
  private readonly blocks: Uint8Array<ArrayBuffer>[] = [];
  private size = 0;

  /** Gives the place where the bytes begin. */
  add(view: ArrayBufferView<ArrayBuffer>): number {
    const known = this.places.get(view);
    if (known !== undefined) return known;
    const at = this.size;
    this.places.set(view, at);
    this.blocks.push(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    this.size += view.byteLength;
    return at;
  }

  content(): Blob {
    return new Blob(this.blocks);
  }
}
