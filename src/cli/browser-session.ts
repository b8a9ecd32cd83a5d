import type { Browser, Page } from 'playwright';
import type { Question, RunTrace } from '../engine/index.ts';
import type { FlowError } from '../errors/index.ts';
import type { Device } from '../executors/index.ts';
import type { RefusedAnswer } from './answering.ts';
import { ensureBrowser } from './browser/ensure-browser.ts';
import { launchOptions } from './browser/launch.ts';
import { FlowFolders } from './flow-folders.ts';
import type { GivenInputs } from './given-inputs.ts';
import { type ServedSite, type ServeOptions, serve } from './serve.ts';

/** A result as the page hands it out: a `FlowResult` in plain JSON. */
export interface PlainFlowResult {
  readonly success: boolean;
  readonly flow: string;
  readonly executionId: string;
  readonly status: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly steps: Readonly<Record<string, { readonly error?: unknown }>>;
  readonly error?: Pick<FlowError, 'code' | 'message' | 'hint' | 'step' | 'span'>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The result as a text, where the flow asks for one. */
  readonly formatted?: string;
  readonly executionTime: number;
}

export interface SessionRun {
  readonly onEvent?: (event: unknown) => void;
  /** The flow's file, where it has one: the flows that it names are found from there. */
  readonly path?: string;
  /** The folder below which those have to lie: see `rootOf`. */
  readonly root?: string | undefined;
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
  private readonly folders: FlowFolders;
  private responses: Promise<unknown> = Promise.resolve();
  private onEvent: (event: unknown) => void = () => {};

  private constructor(server: ServedSite, folders: FlowFolders, browser: Browser, page: Page) {
    this.server = server;
    this.folders = folders;
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
    const folders = new FlowFolders(say);
    const server = await serve({
      root: site,
      port: 0,
      extra: (request, response, next) =>
        folders.answer(request, response, () => (extra ?? passOn)(request, response, next)),
    });
    const options = launchOptions({ executablePath, webgpu });
    const browser = await chromium
      // Ctrl-C belongs to the run, which is cancelled before the browser goes.
      .launch({ ...options, args: [...(options.args ?? []), ...browserArgs], handleSIGINT: false })
      .catch(async (error: unknown) => {
        await server.close();
        throw error;
      });
    try {
      const page = await (await browser.newContext()).newPage();
      const session = new BrowserSession(server, folders, browser, page);
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
    { onEvent = () => {}, path, root }: SessionRun = {},
  ): Promise<PlainFlowResult> {
    this.onEvent = (event) => onEvent(this.withPaths(event as { error?: unknown }));
    const address = path === undefined ? undefined : await this.folders.open(path, root);
    const places = await this.chooseFiles(files);
    const result = await this.page.evaluate(
      (args) => window.promptFlowHost?.run(args.source, args.values, args.places, args.device, args.address),
      { source, values, places, device, address },
    );
    const { steps, ...rest } = result as PlainFlowResult;
    return {
      ...this.withPaths(rest),
      steps: Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, this.withPaths(step)])),
    };
  }

  /** Answers a question of the run. Gives the refusal where the answer is not taken. */
  respond(
    { executionId, step }: Question,
    { values, files }: GivenInputs,
  ): Promise<RefusedAnswer | undefined> {
    // One after the other: the page has one field for files.
    const response = this.responses.then(async () => {
      const places = await this.chooseFiles(files);
      return this.page.evaluate(
        (args) => window.promptFlowHost?.respond(args.executionId, args.step, args.values, args.places),
        { executionId, step, values, places },
      );
    });
    this.responses = response.catch(() => {});
    return response;
  }

  /** What happened in a run, call by call; undefined where the engine that ran it is gone. */
  async readTrace(executionId: string): Promise<RunTrace | undefined> {
    return this.page.evaluate((id) => window.promptFlowHost?.readTrace(id), executionId);
  }

  /** Cancels the run; its result tells so. */
  async cancel(): Promise<void> {
    await this.page.evaluate(() => window.promptFlowHost?.cancel());
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }

  /** Errors tell of flows by the addresses that they have in the page. */
  private withPaths<Told extends { readonly error?: unknown; readonly formatted?: unknown }>(
    told: Told,
  ): Told {
    const { error, formatted } = told;
    return error === undefined ? told : { ...told, ...this.folders.withPaths({ error, formatted }) };
  }

  /** Puts files into the page's file field; gives the place of each there. */
  private async chooseFiles(files: GivenInputs['files']): Promise<Record<string, number>> {
    const names = Object.keys(files);
    await this.page.setInputFiles(
      '#files',
      names.map((name) => files[name] ?? ''),
    );
    return Object.fromEntries(names.map((name, place) => [name, place]));
  }
}

const passOn: NonNullable<ServeOptions['extra']> = (_request, _response, next) => next();
