import type { Job, Row, Settings } from '../../../test/bench/search/job.ts';
import { BenchPage } from '../bench-page.ts';
import { buildBench } from '../build.ts';
import { siteFiles } from '../site-files.ts';
import { realSentences } from './real-sentences.ts';

/** Searches in a worker of a cross-origin isolated page in headless Chromium, whose database is on the disk. */
export async function measureSearch(
  settings: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const texts = await realSentences(settings.sentences + settings.queries);
  const page = await BenchPage.open(await buildBench('search', 'chromium'), say, { extra: siteFiles() });
  try {
    // Their order is that of the alphabet: queries are taken from all of it.
    const isQuery = (at: number): boolean =>
      Math.floor(((at + 1) * settings.queries) / texts.length) >
      Math.floor((at * settings.queries) / texts.length);
    const ordered = [...texts.filter((_, at) => !isQuery(at)), ...texts.filter((_, at) => isQuery(at))];
    return await page.run<readonly Row[]>({ settings, texts: ordered } satisfies Job);
  } finally {
    await page.close();
  }
}
