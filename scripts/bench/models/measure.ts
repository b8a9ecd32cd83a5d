import sirv from 'sirv';
import type { Job, Row, Section, Settings } from '../../../test/bench/models/job.ts';
import { inProject } from '../../project.ts';
import { BenchPage } from '../bench-page.ts';
import { buildBench } from '../build.ts';
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
  const site = sirv(inProject('dist'), { dev: true });
  const open = (): Promise<BenchPage> =>
    BenchPage.open(root, say, {
      // The runtime, the models and the recording are those of the built site.
      extra: (request, response, next) => {
        // transformers.js keeps its wasm as a script of its own making, which our policy forbids.
        response.removeHeader('content-security-policy');
        if (/^\/(ort|models|flows)\//.test(request.url ?? '')) site(request, response, next);
        else next();
      },
    });
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
