import type { Browser, Page } from 'playwright';
import type { FlowError } from '../errors/index.ts';
import type { Device } from '../executors/index.ts';
import { ensureBrowser } from './browser/ensure-browser.ts';
import { launchOptions } from './browser/launch.ts';
import type { GivenInputs } from './given-inputs.ts';
import { type ServedSite, type ServeOptions, serve } from './serve.ts';

/** A result as the page hands it out: a `FlowResult` in plain JSON. */
export interface PlainFlowResult {
  readonly success: boolean;
  readonly flow: string;
  readonly executionId: string;
  readonly status: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly steps: Readonly<Record<string, unknown>>;
  readonly error?: Pick<FlowError, 'code' | 'message' | 'hint' | 'step' | 'span'>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly executionTime: number;
}

export interface SessionOptions {
  /** The folder of the built site. */
  readonly site: string;
  readonly webgpu?: boolean;
  /** More for the browser's command line. */
  readonly browserArgs?: readonly string[];
  /** Answers requests that the site does not, such as those for modules of executors. */
  readonly extra?: ServeOptions['extra'];
  readonly say: (line: string) => void;
}

/** The built page in a headless browser, for as many runs as are wanted. */
export class BrowserSession {
  private readonly server: ServedSite;
  private readonly browser: Browser;
  /** The page that runs the flows. */
  readonly page: Page;
  private onEvent: (event: unknown) => void = () => {};

  private constructor(server: ServedSite, browser: Browser, page: Page) {
    this.server = server;
    this.browser = browser;
    this.page = page;
  }

  /** Serves the site on a free port of this machine and opens it. Throws where there is no browser to be had. */
  static async open({
    site,
    webgpu = false,
    browserArgs = [],
    extra,
    say,
  }: SessionOptions): Promise<BrowserSession> {
    const executablePath = await ensureBrowser(say);
    // Loaded only here: validating needs no browser.
    const { chromium } = await import('playwright');
    const server = await serve({ root: site, port: 0, ...(extra !== undefined && { extra }) });
    const options = launchOptions({ executablePath, webgpu });
    const browser = await chromium
      // Ctrl-C belongs to the run, which is cancelled before the browser goes.
      .launch({ ...options, args: [...(options.args ?? []), ...browserArgs], handleSIGINT: false })
      .catch(async (error: unknown) => {
        await server.close();
        throw error;
      });
    try {
      const page = await browser.newPage();
      const session = new BrowserSession(server, browser, page);
      await page.exposeFunction('promptFlowEvent', (event: unknown) => session.onEvent(event));
      await page.goto(new URL('src/cli/host.html', server.url).href);
      await page.waitForFunction(() => window.promptFlowHost !== undefined);
      return session;
    } catch (error) {
      // A browser left open would keep the command from ending.
      await browser.close();
      await server.close();
      throw error;
    }
  }

  /** Runs a flow in the page. */
  async run(
    source: string,
    { values, files }: GivenInputs,
    device: Device | undefined,
    onEvent: (event: unknown) => void = () => {},
  ): Promise<PlainFlowResult> {
    this.onEvent = onEvent;
    const names = Object.keys(files);
    await this.page.setInputFiles(
      '#files',
      names.map((name) => files[name] ?? ''),
    );
    const places = Object.fromEntries(names.map((name, place) => [name, place]));
    const result = await this.page.evaluate(
      (args) => window.promptFlowHost?.run(args.source, args.values, args.places, args.device),
      { source, values, places, device },
    );
    return result as PlainFlowResult;
  }

  /** Cancels the run; its result tells so. */
  async cancel(): Promise<void> {
    await this.page.evaluate(() => window.promptFlowHost?.cancel());
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}
