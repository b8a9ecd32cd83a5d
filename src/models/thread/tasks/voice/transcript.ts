import type { Speech } from './find-speech.ts';

interface Chunk {
  readonly text: string;
  /** In seconds; the end is null where the speech was cut off. */
  readonly timestamp: readonly [number, number | null];
}

/** What was heard in a piece of a recording; its chunks count from the piece's start. */
export interface Transcript extends Speech {
  readonly text: string;
  readonly chunks?: readonly Chunk[];
}

/** Puts the pieces together: one text, and chunks that count from the start of the recording. */
export function joinTranscripts(pieces: readonly Transcript[]): {
  readonly text: string;
  readonly chunks?: readonly Chunk[];
} {
  const text = pieces
    .map((piece) => piece.text.trim())
    .filter((each) => each !== '')
    .join(' ');
  if (pieces.every(({ chunks }) => chunks === undefined)) return { text };
  return { text, chunks: pieces.flatMap(shifted) };
}

function shifted({ start, end, chunks = [] }: Transcript): Chunk[] {
  return chunks.map(({ text, timestamp: [from, to] }) => ({
    text,
    // The model counts the silence that fills its window too.
    timestamp: [Math.min(end, start + from), to === null ? end : Math.min(end, start + to)],
  }));
}
