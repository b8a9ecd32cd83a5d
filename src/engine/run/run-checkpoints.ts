/** What the steps of one run have written down while they work. */
export interface RunCheckpoints {
  read(step: string): Promise<ReadonlyMap<string, unknown>>;
  write(step: string, key: string, value: unknown): Promise<void>;
}

/** For a run that is not written down: they last as long as the run. */
export class MemoryCheckpoints implements RunCheckpoints {
  private readonly steps = new Map<string, Map<string, unknown>>();

  async read(step: string): Promise<ReadonlyMap<string, unknown>> {
    return new Map(this.steps.get(step));
  }

  async write(step: string, key: string, value: unknown): Promise<void> {
    const written = this.steps.get(step) ?? new Map<string, unknown>();
    this.steps.set(step, written.set(key, structuredClone(value)));
  }
}
