import { createHash } from 'node:crypto';
import type { BrowserContext, Locator, Page } from 'playwright';

/** A flow's page as a user meets it: its form, its result, its earlier runs. */
export class FlowPage {
  readonly page: Page;
  readonly element: Locator;
  readonly history: Locator;
  readonly result: Locator;
  /** The rows of the list of earlier runs. */
  readonly rows: Locator;
  /** What the page complained of by itself. */
  readonly problems: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    this.element = page.locator('prompt-flow');
    this.history = page.locator('prompt-flow-history');
    this.result = this.element.getByRole('region', { name: 'Result' });
    this.rows = this.history.getByRole('list', { name: 'Earlier runs' }).getByRole('listitem');
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.problems.push(error.message));
  }

  static async open(context: BrowserContext, siteUrl: string, flow: string): Promise<FlowPage> {
    const shown = new FlowPage(await context.newPage());
    await shown.page.goto(`${siteUrl}#/flows/${flow}`);
    await shown.ready();
    return shown;
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Fills the form from a sample. */
  async fill(sample: string): Promise<void> {
    const chip = this.element.getByRole('group', { name: 'Samples' }).getByRole('button', { name: sample });
    await chip.click();
    await chip.and(this.page.locator('[aria-pressed=true][aria-busy=false]')).waitFor();
  }

  /** Puts a flow of the test's own in the place of the site's. */
  async show(source: string): Promise<void> {
    await this.element.evaluate((target, text) => Object.assign(target, { source: text }), source);
  }

  /** Presses Run and waits for the run's own end: a result that is still there is of the run before. */
  async run(): Promise<string> {
    const ended = this.element.evaluate(
      (target) =>
        new Promise<string>((resolve) => {
          const tell = (event: Event): void => resolve((event as CustomEvent).detail.status);
          target.addEventListener('run-finished', tell, { once: true });
        }),
    );
    await this.element.getByRole('button', { name: /^Run/ }).click();
    return ended;
  }

  step(name: string): Locator {
    return this.element.getByRole('article', { name: `Step ${name}` });
  }

  /** Presses a button of an earlier run; 0 is the newest. */
  async press(action: 'Open' | 'Resume' | 'Export' | 'Delete', row = 0): Promise<void> {
    await this.rows
      .nth(row)
      .getByRole('button', { name: new RegExp(`^${action} the run`) })
      .click();
  }

  /** Chooses a file behind “Import”. */
  async import(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser');
    await this.history.getByRole('button', { name: 'Import', exact: true }).click();
    await (await choosing).setFiles(file);
  }

  /** What the result and the steps say, as it would be read aloud: values, times and names of files. */
  async readOutcome(): Promise<string> {
    const steps = this.element.getByRole('region', { name: 'Steps' });
    const lines = `${await this.result.ariaSnapshot()}\n${await steps.ariaSnapshot()}`.split('\n');
    // The trace of a run can be had as long as its page, and pictures come when they come: see `seenPictures`.
    return lines.filter((line) => !/^ *- (button|img)/.test(line)).join('\n');
  }

  /** A hash of each of so many pictures of the result, of what is seen and not of a file's bytes. */
  async seenPictures(count: number): Promise<readonly string[]> {
    const pictures = this.result.locator('img');
    const hashes: string[] = [];
    for (let place = 0; place < count; place++) {
      const picture = pictures.nth(place);
      const pixels = await picture.evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0);
        return Array.from(context?.getImageData(0, 0, canvas.width, canvas.height).data ?? []).join();
      });
      hashes.push(createHash('sha256').update(pixels).digest('hex'));
    }
    return hashes;
  }

  private async ready(): Promise<void> {
    await this.element.getByRole('button', { name: /^Run/ }).waitFor();
  }
}
