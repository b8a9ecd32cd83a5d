/**
 * What a step writes down while it works: a later attempt of it finds what an earlier one had done, in the same run,
 * also after the page was closed. It is forgotten when the step ends.
 *
 * @example
 * const done = await context.checkpoints.read();
 * for (const [index, part] of parts.entries()) {
 *   if (!done.has(`part ${index}`)) await context.checkpoints.write(`part ${index}`, await work(part));
 * }
 */
export interface Checkpoints {
  /** Everything written so far, by key. */
  read(): Promise<ReadonlyMap<string, unknown>>;
  /** Values are what IndexedDB can hold. Resolves when it is written as safely as the run's durability says. */
  write(key: string, value: unknown): Promise<void>;
}
