import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inProject } from '../../scripts/project.ts';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { serve } from '../../src/cli/serve.ts';
import { executorModules } from '../e2e/executor-modules.ts';
import { CrashingBrowser } from './crashing-browser.ts';
import { randomFrom } from './random-from.ts';
import { type StoredRun, storedEvents, storedRuns, witnessCalls } from './stored-in-page.ts';
import { checkRun, thirtySteps } from './thirty-steps.ts';

/** Milliseconds after the page is ready within which the browser is ended; a run takes about as long. */
const KILL_WITHIN = 1200;
/** How long a run may take that nobody disturbs, in milliseconds. */
const PATIENCE = 60_000;

export interface DrillReport {
  readonly kills: number;
  /** Runs that were cut off at least once, and ended well. */
  readonly runs: number;
  /** How often a run was cut off in the middle. */
  readonly cuts: number;
  /** Steps that were in flight at a kill and were done again. */
  readonly repeated: number;
}

/** Ends the whole browser again and again in the middle of runs, and holds every run against its journal. */
export async function drillRuns(
  kills: number,
  seed: number,
  say: (line: string) => void,
): Promise<DrillReport> {
  const executablePath = await ensureBrowser(say);
  const profile = await mkdtemp(join(tmpdir(), 'prompt-flow-kills-'));
  const server = await serve({ root: inProject('dist'), port: 0, extra: executorModules });
  const open = () => openPage(executablePath, profile, new URL('src/cli/host.html', server.url).href);
  const random = randomFrom(seed);
  let cuts = 0;
  let browser: CrashingBrowser | undefined;
  try {
    for (let kill = 0; kill < kills; kill++) {
      browser = await open();
      const isCut = (await underWay(browser)).length > 0;
      if (isCut) cuts++;
      else start(browser, kill % 2 === 0 ? 'sync' : 'async');
      await pause(random() * KILL_WITHIN);
      await browser.kill();
      browser = undefined;
      say(`kill ${kill + 1} of ${kills}`);
    }
    browser = await open();
    if ((await underWay(browser)).length > 0) cuts++;
    const report = await check(browser);
    return { kills, cuts, ...report };
  } finally {
    await browser?.kill();
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
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

async function underWay({ page }: CrashingBrowser): Promise<readonly StoredRun[]> {
  return (await storedRuns(page)).filter(({ status }) => status === 'running');
}

/** Starts a run, and does not wait for it. */
function start({ page }: CrashingBrowser, durability: 'sync' | 'async'): void {
  page
    .evaluate((text) => window.promptFlowHost?.run(text, {}, {}, undefined), thirtySteps(durability))
    // The browser is ended in the middle of it.
    .catch(() => {});
}

/** Lets what is left come to its end, and looks at all runs. */
async function check(browser: CrashingBrowser): Promise<Pick<DrillReport, 'runs' | 'repeated'>> {
  const { page } = browser;
  for (const start = Date.now(); (await underWay(browser)).length > 0; await pause(100)) {
    if (Date.now() - start > PATIENCE) throw new Error('A run that was cut off does not come to its end.');
  }
  const runs = await storedRuns(page);
  let repeated = 0;
  for (const { executionId, flow, status } of runs) {
    if (status !== 'succeeded') throw new Error(`The run ${executionId} ended as ${status}.`);
    const [events, calls] = [await storedEvents(page, executionId), await witnessCalls(page, executionId)];
    repeated += checkRun(flow, events, calls).repeated;
  }
  return { runs: runs.length, repeated };
}
