import type { MeasureSettings, Row } from '../../../test/bench/engine/measurement.ts';
import { BenchPage } from '../bench-page.ts';
import { buildBench } from '../build.ts';

/** Measures in a worker of a cross-origin isolated page in headless Chromium. */
export async function measureInChromium(
  settings: MeasureSettings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const page = await BenchPage.open(await buildBench('engine', 'chromium'), say);
  try {
    return await page.run<readonly Row[]>(settings);
  } finally {
    await page.close();
  }
}
