import { FlowError } from '../../errors/index.ts';

/** 8 MB: large enough that a gigabyte is few records, small enough to be in memory a few times over. */
export const SLICE_BYTES = 8 * 1024 * 1024;

/** A Blob as Blobs of at most `SLICE_BYTES`, nothing of it read. */
export function slicesOf(content: Blob): readonly Blob[] {
  const slices: Blob[] = [];
  for (let start = 0; start < content.size; start += SLICE_BYTES) {
    slices.push(content.slice(start, start + SLICE_BYTES));
  }
  return slices;
}

/**
 * The bytes of a Blob one slice after the other, each read when it is asked for. `Blob.stream()` reads ahead as fast as
 * the disk gives: of a file of 1 GB all was in memory at once.
 */
export function streamOf(content: Blob): ReadableStream<Uint8Array> {
  const slices = slicesOf(content);
  let next = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const slice = slices[next++];
        if (slice === undefined) controller.close();
        else controller.enqueue(await bytesOf(slice));
      },
    },
    { highWaterMark: 0 },
  );
}

/** Reads bytes that a page gave. Rejects with `file_invalid` where the file behind them was changed or removed. */
export async function bytesOf(slice: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await slice.arrayBuffer());
  } catch (cause) {
    const hint = 'It was changed or removed after it was chosen: choose it again.';
    throw new FlowError('file_invalid', 'The file cannot be read any more.', { hint, cause });
  }
}
