import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';
import { type ServedSite, type ServeOptions, serve } from '../../src/cli/serve.ts';

export interface BenchPageOptions {
  /** Further options of its JavaScript engine. */
  readonly heap?: readonly string[];
  /** What the server has beside the bench. */
  readonly extra?: NonNullable<ServeOptions['extra']>;
}

/** A cross-origin isolated page in headless Chromium, whose workers measure. */
export class BenchPage {
  readonly page: Page;
  /** Looks at a worker that stands still meanwhile. */
  onHold: (at: number) => Promise<void> = async () => {};
  private readonly context: BrowserContext;
  private readonly server: ServedSite;
  private readonly profile: string;

  private constructor(page: Page, context: BrowserContext, server: ServedSite, profile: string) {
    this.page = page;
    this.context = context;
    this.server = server;
    this.profile = profile;
  }

  /**
   * Opens a bench. It is to be closed.
   *
   * @param root the folder that it was built into
   */
  static async open(
    root: string,
    say: (line: string) => void,
    { heap = [], extra }: BenchPageOptions = {},
  ): Promise<BenchPage> {
    const executablePath = await ensureBrowser(say);
    const server = await serve({ root, port: 0, ...(extra !== undefined && { extra }) });
    const profile = await mkdtemp(join(tmpdir(), 'prompt-flow-bench-'));
    const { args = [], ...options } = launchOptions({ executablePath });
    // A page that is not off the record: the other kind keeps its database in memory.
    const context = await chromium.launchPersistentContext(profile, {
      ...options,
      args: [...args, `--js-flags=${['--expose-gc', ...heap].join(' ')}`],
    });
    const opened = new BenchPage(await context.newPage(), context, server, profile);
    try {
      await opened.load(say);
      return opened;
    } catch (thrown) {
      await opened.close();
      throw thrown;
    }
  }

  /** Has a job done by a worker of its own. */
  async run<Answer>(job: unknown): Promise<Answer> {
    // In the page; its type is declared in test/bench/call-worker.ts, which only vite reads.
    const answer = await this.page.evaluate((given) => {
      const { benchJob } = window as unknown as { benchJob(job: unknown): Promise<unknown> };
      return benchJob(given);
    }, job);
    return answer as Answer;
  }

  private async load(say: (line: string) => void): Promise<void> {
    const { page, server } = this;
    await page.exposeFunction('benchProgress', say);
    await page.exposeFunction('benchHold', (at: number) => this.onHold(at));
    await page.goto(server.url);
    await page.waitForFunction(() => 'benchJob' in window);
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.server.close();
    await rm(this.profile, { recursive: true, force: true });
  }
}
