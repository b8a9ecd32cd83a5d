import type { RunStarter } from './run-starter.ts';

/** The runs that a closed page cut off, as this page goes on with them. */
export class InterruptedRuns {
  /** Over when those that are being taken up are under way. Never rejects. */
  settled: Promise<unknown> = Promise.resolve();
  private readonly starter: RunStarter;

  constructor(starter: RunStarter) {
    this.starter = starter;
  }

  /** Goes on with all that want to and can. Gives their ids. */
  resume(): Promise<readonly string[]> {
    const resumed = this.settled.then(() => this.resumeAll());
    this.settled = resumed.catch(() => {});
    return resumed;
  }

  private async resumeAll(): Promise<readonly string[]> {
    const { runs } = this.starter.share.services;
    const resumed: string[] = [];
    for (const executionId of (await runs?.interrupted()) ?? []) {
      // One that cannot be read, or that another tab was quicker to take, keeps no other from going on.
      if (await this.startsAgain(executionId).catch(() => false)) resumed.push(executionId);
    }
    return resumed;
  }

  private async startsAgain(executionId: string): Promise<boolean> {
    const run = await this.starter.read(executionId);
    if (run === undefined) return false;
    const loaded = this.starter.load(run.text);
    if (loaded.runnable === undefined) return false;
    await this.starter.takeUp(executionId, {}, undefined, loaded);
    return true;
  }
}
