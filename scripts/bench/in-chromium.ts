import { chromium } from 'playwright';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';
import { serve } from '../../src/cli/serve.ts';
import type { MeasureSettings, Row } from '../../test/bench/engine/measurement.ts';
import { buildBench } from './build.ts';

/** Measures in a worker of a cross-origin isolated page in headless Chromium. */
export async function measureInChromium(
  settings: MeasureSettings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const executablePath = await ensureBrowser(say);
  const server = await serve({ root: await buildBench('chromium'), port: 0 });
  try {
    const browser = await chromium.launch(launchOptions({ executablePath }));
    try {
      const page = await browser.newPage();
      await page.exposeFunction('benchProgress', say);
      await page.goto(server.url);
      await page.waitForFunction(() => 'measureEngines' in window);
      // In the page; its type is declared in test/bench/engine/page.ts, which only vite reads.
      return await page.evaluate((given) => {
        const { measureEngines } = window as unknown as {
          measureEngines(settings: MeasureSettings): Promise<readonly Row[]>;
        };
        return measureEngines(given);
      }, settings);
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
