import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright';

/** How often memory is looked at after a collection, and how long between, in milliseconds: freed pages go back late. */
const LOOKS = 12;
const BETWEEN_LOOKS = 500;
/** A thread that says nothing for so long, in milliseconds, has ended. */
const ANSWER_WITHIN = 3000;

/** The memory of the process that a page and its workers run in. */
export class RendererMemory {
  private readonly page: Page;
  private readonly debug: CDPSession;
  private readonly pids: readonly number[];

  private constructor(page: Page, debug: CDPSession, pids: readonly number[]) {
    this.page = page;
    this.debug = debug;
    this.pids = pids;
  }

  /** That of a page which has more in memory than the empty process that the browser keeps ready. */
  static async of(page: Page): Promise<RendererMemory> {
    const renderers = await renderersOf(page);
    const sizes = await Promise.all(
      renderers.map(async (pid) => ({ pid, size: await proportionalSize(pid) })),
    );
    const largest = sizes.sort((a, b) => b.size - a.size)[0];
    if (largest === undefined) throw new Error('There is no renderer.');
    return new RendererMemory(page, await page.context().newCDPSession(page), [largest.pid]);
  }

  /** That of a page together with the empty processes of its browser: for one in which nothing was done yet. */
  static async withEmptyOnes(page: Page): Promise<RendererMemory> {
    return new RendererMemory(page, await page.context().newCDPSession(page), await renderersOf(page));
  }

  /** Its share of the machine's memory right now, in bytes. */
  async now(): Promise<number> {
    const sizes = await Promise.all(this.pids.map(proportionalSize));
    return sizes.reduce((sum, size) => sum + size, 0);
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
      if (/ort-wasm|^blob:/.test(worker.url())) continue;
      const collection = worker.evaluate(() => (globalThis as unknown as { gc(): void }).gc());
      // One that was ended a moment ago may still be on the list, and never answers.
      await Promise.race([collection.catch(() => {}), pause(ANSWER_WITHIN)]);
    }
  }
}

async function renderersOf(page: Page): Promise<readonly number[]> {
  const browser = await page.context().browser()?.newBrowserCDPSession();
  if (browser === undefined) throw new Error('The browser tells nothing of its processes.');
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** The process's pages, those that it shares with others by their share: `Pss` of the kernel. */
async function proportionalSize(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(rollup)?.[1];
  if (kilobytes === undefined) throw new Error(`The kernel tells nothing of process ${pid}.`);
  return Number(kilobytes) * 1024;
}
