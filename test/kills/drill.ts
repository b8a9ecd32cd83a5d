import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { inProject } from '../../scripts/project.ts';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { serve } from '../../src/cli/serve.ts';
import { executorModules } from '../e2e/executor-modules.ts';
import { CrashingBrowser } from './crashing-browser.ts';
import { randomFrom } from './random-from.ts';

/** Milliseconds after the page is ready within which the browser is ended; the work takes about as long or longer. */
const KILL_WITHIN = 1200;
/** The same after work was seen to be done. A busy machine begins late: every other end waits for it. */
const KILL_SOON = 150;
/** How long is waited for that, in milliseconds. */
const SEEN_WITHIN = 20_000;
/** How long the work may take to its end when nobody disturbs it, in milliseconds. */
const PATIENCE = 120_000;

/** What the page does while its browser is ended. */
export interface Workload<Findings> {
  /** Whether something is begun and not over. */
  isUnderWay(page: Page): Promise<boolean>;
  /** Whether something is being done; if left out, what is begun is. */
  isInWork?(page: Page): Promise<boolean>;
  /** Begins something new, or what a user does again after a crash. Does not wait for its end. */
  start(page: Page, isUnderWay: boolean): void;
  /** What a user does about work that does not go on by itself. */
  tend?(page: Page): Promise<void>;
  /** Holds what is over against what has to be so. Throws where anything is missing or was done twice. */
  check(page: Page): Promise<Findings>;
}

export interface DrillReport<Findings> {
  readonly kills: number;
  /** How often the browser was ended in the middle of work. */
  readonly cuts: number;
  readonly findings: Findings;
}

/** Ends the whole browser again and again in the middle of work, lets the work come to its end, and checks it. */
export async function drill<Findings>(
  workload: Workload<Findings>,
  kills: number,
  seed: number,
  say: (line: string) => void,
): Promise<DrillReport<Findings>> {
  const executablePath = await ensureBrowser(say);
  const profile = await mkdtemp(join(tmpdir(), 'prompt-flow-kills-'));
  const server = await serve({ root: inProject('dist'), port: 0, extra: executorModules });
  const open = () => openPage(executablePath, profile, new URL('src/cli/host.html', server.url).href);
  const random = randomFrom(seed);
  let cuts = 0;
  let browser: CrashingBrowser | undefined;
  try {
    for (let kill = 0; ; kill++) {
      browser = await open();
      const { page } = browser;
      const isUnderWay = await workload.isUnderWay(page);
      if (kill > 0 && isUnderWay) cuts++;
      if (kill < kills || isUnderWay) workload.start(page, isUnderWay);
      if (kill === kills) break;
      const isAwaited = kill % 2 === 0;
      if (isAwaited) await untilInWork(workload, page);
      await pause(random() * (isAwaited ? KILL_SOON : KILL_WITHIN));
      await browser.kill();
      browser = undefined;
      say(`kill ${kill + 1} of ${kills}`);
    }
    const { page } = browser;
    for (const start = Date.now(); await workload.isUnderWay(page); await pause(100)) {
      if (Date.now() - start > PATIENCE) throw new Error('What was cut off does not come to its end.');
      await workload.tend?.(page);
    }
    return { kills, cuts, findings: await workload.check(page) };
  } finally {
    await browser?.kill();
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Gives up after a while: work may be over before it was seen. */
async function untilInWork(workload: Workload<unknown>, page: Page): Promise<void> {
  const isInWork = (): Promise<boolean> => workload.isInWork?.(page) ?? workload.isUnderWay(page);
  for (const start = Date.now(); Date.now() - start < SEEN_WITHIN; await pause(5))
    if (await isInWork()) return;
}

async function openPage(executablePath: string, profile: string, url: string): Promise<CrashingBrowser> {
  const browser = await CrashingBrowser.open(executablePath, profile, url);
  await browser.page.waitForFunction(() => window.promptFlowHost !== undefined);
  // What was cut off goes on as soon as its executor is there.
  await browser.page.evaluate(() =>
    window.promptFlowHost?.registerExecutor('witness', '/executors/witness.js'),
  );
  return browser;
}
