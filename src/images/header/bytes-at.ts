/** Some bytes of a file, without reading the rest; fewer where it ends. Reading past them throws a RangeError. */
export async function bytesAt(file: Blob, offset: number, length: number): Promise<DataView> {
  return new DataView(await file.slice(offset, offset + length).arrayBuffer());
}

/** Four letters, as chunks and boxes are named by. */
export function tagAt(view: DataView, offset: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((place) => view.getUint8(offset + place)));
}
