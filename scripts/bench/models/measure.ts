import type { Job, Row, Section, Settings } from '../../../test/bench/models/job.ts';
import { BenchPage } from '../bench-page.ts';
import { buildBench } from '../build.ts';
import { siteFiles } from '../site-files.ts';
import { measureMemory } from './memory.ts';
import { measureNative } from './native.ts';

/** Measures in workers of a cross-origin isolated page in headless Chromium, and on the native runtime in Node. */
export async function measureModels(
  sections: readonly Section[],
  settings: Settings,
  say: (line: string) => void,
  { native = true } = {},
): Promise<readonly Row[]> {
  const root = await buildBench('models', 'chromium');
  const open = (): Promise<BenchPage> => BenchPage.open(root, say, { extra: siteFiles() });
  const rows: Row[] = [];
  for (const section of sections) {
    say(section);
    if (section === 'memory') {
      rows.push(...(await measureMemory(open, settings, say)));
      continue;
    }
    const page = await open();
    try {
      rows.push(...(await page.run<readonly Row[]>({ section, settings } satisfies Job)));
    } finally {
      await page.close();
    }
  }
  const compared = sections.filter((section) => section === 'calls' || section === 'throughput');
  for (const section of native ? compared : []) rows.push(...(await measureNative(section, settings, say)));
  return rows;
}
