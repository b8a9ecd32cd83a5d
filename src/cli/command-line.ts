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
}
