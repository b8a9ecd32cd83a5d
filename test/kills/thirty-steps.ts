import type { Page } from 'playwright';
import { checkTrail } from './check-trail.ts';
import type { Workload } from './drill.ts';
import { storedRuns, storedTrails } from './stored-in-page.ts';

export const STEPS = 30;
const names = Array.from({ length: STEPS }, (_, place) => `s${place}`);

export interface RunFindings {
  /** Runs that ended well. */
  readonly runs: number;
  /** Steps that were in flight at a kill and were done again. */
  readonly repeated: number;
}

/** Runs of thirty steps, one after the other, with `sync` and `async` by turns. */
export class ThirtySteps implements Workload<RunFindings> {
  private begun = 0;

  async isUnderWay(page: Page): Promise<boolean> {
    return (await storedRuns(page)).some(({ status }) => status === 'running');
  }

  start(page: Page, isUnderWay: boolean): void {
    // It goes on by itself.
    if (isUnderWay) return;
    page
      .evaluate(
        (text) => window.promptFlowHost?.run(text, {}, {}, undefined),
        thirtySteps(this.begun++ % 2 === 0 ? 'sync' : 'async'),
      )
      // The browser is ended in the middle of it.
      .catch(() => {});
  }

  async check(page: Page): Promise<RunFindings> {
    const runs = await storedRuns(page);
    const trailOf = await storedTrails(page);
    let repeated = 0;
    for (const { executionId, flow, status } of runs) {
      if (status !== 'succeeded') throw new Error(`The run ${executionId} ended as ${status}.`);
      repeated += checkTrail(names, trailOf(executionId), flow === 'thirty-sync').repeated;
    }
    return { runs: runs.length, repeated };
  }
}

/** Three chains of ten steps. Each leaves a note whenever it is called, and takes 10 to 45 ms. */
function thirtySteps(durability: 'sync' | 'async'): string {
  const steps = names.map((name, place) => {
    const needs = place < 3 ? '' : ` depends_on: [s${place - 3}],`;
    return `  - {name: ${name}, executor: witness,${needs} config: {label: ${name}, ms: ${10 + ((place * 7) % 36)}}}`;
  });
  return `name: thirty-${durability}\nconfig: {execution: {durability: ${durability}}}\nsteps:\n${steps.join('\n')}\n`;
}
