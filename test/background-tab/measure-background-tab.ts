import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { inProject } from '../../scripts/project.ts';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';
import { type ServeOptions, serve } from '../../src/cli/serve.ts';
import { executorModules } from '../e2e/executor-modules.ts';

/** What a page does in a second. */
export interface Pace {
  readonly visibility: DocumentVisibilityState;
  /** Timers of 10 ms in the page itself. */
  readonly page: number;
  /** Timers of 10 ms in a worker of the engine. */
  readonly worker: number;
  /** Runs of one step that embeds a sentence. */
  readonly embeddings: number;
  /** Tasks of one null step, from their submission to their result. */
  readonly tasks: number;
}

export interface BackgroundReport {
  readonly inFront: Pace;
  readonly behind: Pace;
  readonly longBehind: Pace;
}

export interface BackgroundWishes {
  /** For how long timers are counted. */
  readonly seconds: number;
  /** How many tasks, and how many embeddings. */
  readonly tasks: number;
  /** Seconds behind another tab after which the browser throttles a page the most: Chromium's own are 300. */
  readonly grace: number;
}

/** Measures what a tab gets done in front, behind another one, and long behind it. No debugger is attached. */
export async function measureBackgroundTab({
  seconds,
  tasks,
  grace,
}: BackgroundWishes): Promise<BackgroundReport> {
  const executablePath = await ensureBrowser(() => {});
  const profile = await mkdtemp(join(tmpdir(), 'prompt-flow-behind-'));
  let hear: (report: string) => void = () => {};
  const heard = new Promise<string>((resolve) => {
    hear = resolve;
  });
  const server = await serve({ root: inProject('dist'), port: 0, extra: measuringPages(hear) });
  const query = new URLSearchParams({
    seconds: String(seconds),
    tasks: String(tasks),
    wait: String(grace + 1),
  });
  const { args = [] } = launchOptions({ executablePath });
  const browser = spawn(
    executablePath,
    [
      ...args,
      '--headless',
      '--no-first-run',
      // The page opens the other tab by itself.
      '--disable-popup-blocking',
      `--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/${grace}`,
      `--user-data-dir=${profile}`,
      new URL(`src/cli/measure.html?${query}`, server.url).href,
    ],
    { detached: true, stdio: 'ignore' },
  );
  try {
    const gone = new Promise<never>((_resolve, reject) => {
      browser.once('error', reject);
      browser.once('exit', () => reject(new Error('The browser ended by itself.')));
    });
    const report = JSON.parse(await Promise.race([heard, gone])) as BackgroundReport & {
      readonly error?: string;
    };
    if (report.error !== undefined) throw new Error(report.error);
    return report;
  } finally {
    const over = new Promise((resolve) => browser.once('exit', resolve));
    if (browser.exitCode === null && browser.pid !== undefined) {
      process.kill(-browser.pid, 'SIGKILL');
      await over;
    }
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** The command line's page with a script more, which measures; where it reports to; and the tab before it. */
function measuringPages(hear: (report: string) => void): NonNullable<ServeOptions['extra']> {
  return (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    switch (pathname) {
      case '/src/cli/measure.html':
        response.setHeader('Content-Type', 'text/html');
        response.end(
          readFileSync(inProject('dist', 'src', 'cli', 'host.html'), 'utf8').replace(
            '</head>',
            '<script type="module" src="/background-tab/measure.js"></script></head>',
          ),
        );
        return;
      case '/background-tab/measure.js':
        response.setHeader('Content-Type', 'text/javascript');
        response.end(
          readFileSync(fileURLToPath(new URL('../fixtures/background-tab/measure.js', import.meta.url))),
        );
        return;
      case '/background-tab/other.html':
        response.setHeader('Content-Type', 'text/html');
        response.end('<!doctype html><title>Another tab</title>');
        return;
      case '/background-tab/report':
        text(request).then((report) => {
          response.end();
          hear(report);
        });
        return;
      default:
        executorModules(request, response, next);
    }
  };
}
