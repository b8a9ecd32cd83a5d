/** Deeper than this nobody's data goes; what holds itself would go on for ever. */
const MAX_DEPTH = 200;

/**
 * About how many bytes a value is: texts in UTF-8, numbers as 8, binary data and files whole.
 *
 * @example
 * bytesOf({ text: 'é', vector: new Float32Array(4) }); // 4 + 2 + 6 + 16
 */
export function bytesOf(value: unknown, depth = 0): number {
  switch (typeof value) {
    case 'string':
      return utf8Length(value);
    case 'number':
    case 'bigint':
      return 8;
    case 'boolean':
      return 1;
    case 'object':
      return value === null || depth > MAX_DEPTH ? 0 : bytesOfObject(value, depth + 1);
    default:
      return 0;
  }
}

function bytesOfObject(value: object, depth: number): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (value instanceof ArrayBuffer) return value.byteLength;
  if (value instanceof Blob) return value.size;
  if ('kind' in value && value.kind === 'file' && 'size' in value) return Number(value.size);
  let bytes = 0;
  if (Array.isArray(value)) {
    for (const item of value) bytes += bytesOf(item, depth);
    return bytes;
  }
  for (const [key, member] of Object.entries(value)) bytes += utf8Length(key) + bytesOf(member, depth);
  return bytes;
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Of a pair of surrogates, which is four bytes, each half counts two.
    if (code >= 0x800 && (code < 0xd800 || code > 0xdfff)) bytes += 2;
    else if (code >= 0x80) bytes += 1;
  }
  return bytes;
}
