const ORIENTATION = 0x0112;

/**
 * The orientation that an EXIF block (a TIFF structure) names, 1 to 8.
 * A block that cannot be read says nothing of how the image stands: 1.
 */
export function exifOrientation(block: DataView): number {
  try {
    const order = block.getUint16(0);
    if (order !== 0x4949 && order !== 0x4d4d) return 1;
    const little = order === 0x4949;
    const directory = block.getUint32(4, little);
    const entries = block.getUint16(directory, little);
    for (let entry = 0; entry < entries; entry++) {
      const offset = directory + 2 + entry * 12;
      if (block.getUint16(offset, little) !== ORIENTATION) continue;
      const value = block.getUint16(offset + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
  } catch {
    return 1;
  }
}
