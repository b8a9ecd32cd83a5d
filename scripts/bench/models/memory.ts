import { HOLD, type Job, type MemoryCase, type Row, type Settings } from '../../../test/bench/models/job.ts';
import { RendererMemory } from '../../../test/large-file/renderer-memory.ts';
import type { BenchPage } from '../bench-page.ts';

const CASES: readonly MemoryCase[] = (['sentences', 'speech'] as const).flatMap((work) =>
  (['ours', 'transformers.js'] as const).map((by) => ({ by, work })),
);

/** How often memory is looked at while a page computes, in milliseconds. */
const BETWEEN_LOOKS = 50;
const MEGABYTE = 1024 ** 2;

/** The most that loading and running a model takes, and what is left after it was unloaded; each time in a new page. */
export async function measureMemory(
  open: () => Promise<BenchPage>,
  { slowRounds }: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  if (process.platform !== 'linux') {
    say('Left out: this system does not tell the memory of a process.');
    return [];
  }
  const rows = new Map<string, number[]>();
  const add = (name: string, bytes: number): void => {
    const values = rows.get(name) ?? [];
    rows.set(name, values);
    values.push(bytes / MEGABYTE);
  };
  for (let round = 0; round < slowRounds; round++) {
    say(`round ${round + 1} of ${slowRounds}`);
    for (const memory of CASES) {
      const page = await open();
      try {
        const { peak, after } = await watch(page, memory);
        add(`${memory.work}, the most: ${memory.by}`, peak);
        add(`${memory.work}, after unloading: ${memory.by}`, after);
      } finally {
        await page.close();
      }
    }
  }
  return [...rows].map(([name, values]) => ({ section: 'memory', case: name, unit: 'MB', values }));
}

/** In bytes, above what the page had before. */
async function watch(
  page: BenchPage,
  memory: MemoryCase,
): Promise<{ readonly peak: number; readonly after: number }> {
  let renderer: RendererMemory | undefined;
  let timer: NodeJS.Timeout | undefined;
  let [before, peak, after] = [0, 0, 0];
  const look = async (): Promise<void> => {
    // A look that the page's end overtakes finds nothing.
    peak = Math.max(peak, (await renderer?.now().catch(() => 0)) ?? 0);
  };
  page.onHold = async (at) => {
    renderer ??= await RendererMemory.withEmptyOnes(page.page);
    if (at === HOLD.before) {
      before = await renderer.collected();
      timer = setInterval(look, BETWEEN_LOOKS);
    } else if (at === HOLD.loaded) clearInterval(timer);
    else after = await renderer.collected();
  };
  try {
    await page.run({ section: 'memory', memory } satisfies Job);
  } finally {
    clearInterval(timer);
  }
  return { peak: peak - before, after: after - before };
}
