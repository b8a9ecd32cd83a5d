/**
 * The buffers in a task's answer, which change hands instead of being copied. Each may be given only once, and a view of
 * a part would take the whole with it: those are left to be copied.
 */
export function transferablesIn(output: unknown): Transferable[] {
  const found = new Set<ArrayBuffer>();
  collect(output, found, 0);
  return [...found];
}

/** Answers are shallow: a list of vectors, or records of them. */
const DEEPEST = 4;

function collect(value: unknown, found: Set<ArrayBuffer>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteLength } = value;
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) found.add(buffer);
    return;
  }
  if (value instanceof Blob) return;
  for (const part of Array.isArray(value) ? value : Object.values(value)) collect(part, found, depth + 1);
}
