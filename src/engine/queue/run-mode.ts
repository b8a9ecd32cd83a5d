import type { LoadedFlow } from '../../flow/index.ts';

/** With `mode: auto`, more steps than these, or a file of more bytes, are work for a queue. */
const MANY_STEPS = 5;
const LARGE_FILE = 10 * 1024 * 1024;

/** Whether a flow asks to be run through a queue. */
export function goesThroughQueue(
  { runnable }: LoadedFlow,
  given: Readonly<Record<string, unknown>>,
): boolean {
  if (runnable === undefined) return false;
  const { steps, settings } = runnable.definition;
  if (settings.mode !== 'auto') return settings.mode === 'async';
  return steps.length > MANY_STEPS || Object.values(given).some((value) => sizeOf(value) > LARGE_FILE);
}

/** The size of a file: a Blob, bytes, or a reference; 0 of anything else. */
function sizeOf(value: unknown): number {
  if (value instanceof Blob) return value.size;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  if (Array.isArray(value)) return Math.max(0, ...value.map(sizeOf));
  if (typeof value !== 'object' || value === null) return 0;
  const { size, content } = value as { readonly size?: unknown; readonly content?: unknown };
  return typeof size === 'number' ? size : sizeOf(content);
}
