import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright';
import { launchOptions } from '../../src/cli/browser/launch.ts';

/** How long a browser may take to open its door, in milliseconds. */
const PATIENCE = 30_000;

/** A browser on a profile of the disk, to be ended as a power cut ends it. */
export class CrashingBrowser {
  private readonly child: ChildProcess;
  private readonly browser: Browser;
  readonly page: Page;

  private constructor(child: ChildProcess, browser: Browser, page: Page) {
    this.child = child;
    this.browser = browser;
    this.page = page;
  }

  static async open(executablePath: string, profile: string, url: string): Promise<CrashingBrowser> {
    const door = join(profile, 'DevToolsActivePort');
    // The last browser, which was killed, has left its own behind.
    await rm(door, { force: true });
    const { args = [] } = launchOptions({ executablePath });
    const child = spawn(
      executablePath,
      [
        ...args,
        '--headless',
        '--no-first-run',
        `--user-data-dir=${profile}`,
        '--remote-debugging-port=0',
        'about:blank',
      ],
      // A group of its own: all of its processes are ended at one blow.
      { detached: true, stdio: 'ignore' },
    );
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await portOf(door)}`);
    const context = browser.contexts()[0];
    if (context === undefined) throw new Error('The browser has no profile.');
    const page = await context.newPage();
    await page.goto(url);
    return new CrashingBrowser(child, browser, page);
  }

  /** SIGKILL to every process of it. */
  async kill(): Promise<void> {
    const { child, browser } = this;
    const over = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
    });
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await over;
    await browser.close().catch(() => {});
  }
}

async function portOf(door: string): Promise<string> {
  for (const start = Date.now(); Date.now() - start < PATIENCE; await pause(20)) {
    const [port] = (await readFile(door, 'utf8').catch(() => '')).split('\n');
    if (port !== undefined && port !== '') return port;
  }
  throw new Error('The browser did not open its door.');
}
