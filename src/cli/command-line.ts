import type { Paint } from './terminal/paint.ts';

/** What the commands need from the process they run in. */
export interface CommandLine {
  /** Makes sure that the models are there and the page is built. */
  prepare(): Promise<void>;
  /** The folder of the built site. */
  readonly site: string;
  /** A line on standard output: results alone. */
  out(line: string): void;
  /** A line on standard error: progress and faults. */
  err(line: string): void;
  /** Colours where the stream is a terminal that shows them. */
  readonly paintOut: Paint;
  readonly paintErr: Paint;
  /**
   * Asks the person at the terminal for a line; absent where nobody sits at one.
   * Rejects when the signal aborts, or when the person ends the input.
   */
  readonly ask?: Ask;
}

export type Ask = (prompt: string, signal: AbortSignal) => Promise<string>;
