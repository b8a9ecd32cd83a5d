import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright';

/** How often memory is looked at after a collection, and how long between, in milliseconds: freed pages go back late. */
const LOOKS = 12;
const BETWEEN_LOOKS = 500;

/** The memory of the process that a page and its workers run in. */
export class RendererMemory {
  private readonly page: Page;
  private readonly debug: CDPSession;
  private readonly pid: number;

  private constructor(page: Page, debug: CDPSession, pid: number) {
    this.page = page;
    this.debug = debug;
    this.pid = pid;
  }

  static async of(page: Page): Promise<RendererMemory> {
    const browser = await page.context().browser()?.newBrowserCDPSession();
    if (browser === undefined) throw new Error('The browser tells nothing of its processes.');
    const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    const sizes = await Promise.all(
      renderers.map(async (pid) => ({ pid, size: await proportionalSize(pid) })),
    );
    // The browser keeps an empty one ready; the page's own has an engine in it.
    const largest = sizes.sort((a, b) => b.size - a.size)[0];
    if (largest === undefined) throw new Error('There is no renderer.');
    return new RendererMemory(page, await page.context().newCDPSession(page), largest.pid);
  }

  /** Its share of the machine's memory right now, in bytes. */
  now(): Promise<number> {
    return proportionalSize(this.pid);
  }

  /** The same right after a collection. */
  async collected(): Promise<number> {
    await this.collect();
    return this.now();
  }

  /** The least of it after everything that nobody needs was collected, in bytes. */
  async settled(): Promise<number> {
    let least = Number.POSITIVE_INFINITY;
    for (let look = 0; look < LOOKS; look++) {
      await this.collect();
      await pause(BETWEEN_LOOKS);
      least = Math.min(least, await this.now());
    }
    return least;
  }

  /** In the page and in each of its workers: every thread has a heap of its own. */
  private async collect(): Promise<void> {
    await this.debug.send('HeapProfiler.collectGarbage');
    for (const worker of this.page.workers()) {
      // Threads of the runtime wait for work without looking at messages: nothing can be asked of them.
      if (worker.url().includes('ort-wasm')) continue;
      await worker.evaluate(() => (globalThis as unknown as { gc(): void }).gc());
    }
  }
}

/** The process's pages, those that it shares with others by their share: `Pss` of the kernel. */
async function proportionalSize(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(rollup)?.[1];
  if (kilobytes === undefined) throw new Error(`The kernel tells nothing of process ${pid}.`);
  return Number(kilobytes) * 1024;
}
