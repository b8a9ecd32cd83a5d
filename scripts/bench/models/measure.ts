import type { Job, Row, Section, Settings } from '../../../test/bench/models/job.ts';
import { BenchPage } from '../bench-page.ts';
import { buildBench } from '../build.ts';
import { siteFiles } from '../site-files.ts';
import { measureMemory } from './memory.ts';
import { measureNative } from './native.ts';

interface MeasureOptions {
  /** Whether the native runtime in Node is measured beside the page. */
  readonly native?: boolean;
  /** Whether all sections but that of memory share one page: soon done, but what one leaves behind shows in the next. */
  readonly onePage?: boolean;
}

/** Measures in workers of a cross-origin isolated page in headless Chromium, and on the native runtime in Node. */
export async function measureModels(
  sections: readonly Section[],
  settings: Settings,
  say: (line: string) => void,
  { native = true, onePage = false }: MeasureOptions = {},
): Promise<readonly Row[]> {
  const root = await buildBench('models', 'chromium');
  const open = (): Promise<BenchPage> => BenchPage.open(root, say, { extra: siteFiles() });
  const rows: Row[] = [];
  const inPage = sections.filter((section) => section !== 'memory');
  for (const together of onePage ? [inPage] : inPage.map((section) => [section])) {
    const page = await open();
    try {
      for (const section of together) {
        say(section);
        rows.push(...(await page.run<readonly Row[]>({ section, settings } satisfies Job)));
      }
    } finally {
      await page.close();
    }
  }
  if (sections.includes('memory')) {
    say('memory');
    rows.push(...(await measureMemory(open, settings, say)));
  }
  const compared = sections.filter((section) => section === 'calls' || section === 'throughput');
  for (const section of native ? compared : []) rows.push(...(await measureNative(section, settings, say)));
  return rows;
}
