const POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
  return rest;
});

/** The CRC-32 of zip files, of bytes that come one block after the other. */
export class Crc32 {
  private rest = 0xffffffff;

  add(bytes: Uint8Array): void {
    let rest = this.rest;
    for (const byte of bytes) rest = (rest >>> 8) ^ (TABLE[(rest ^ byte) & 0xff] ?? 0);
    this.rest = rest;
  }

  get value(): number {
    return ~this.rest >>> 0;
  }
}
