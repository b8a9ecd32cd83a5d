import type { Job, ResumeTimes, Row, Section, Settings } from '../../../test/bench/storage/job.ts';
import { RendererMemory } from '../../../test/large-file/renderer-memory.ts';
import { BenchPage } from '../bench-page.ts';
import { buildBench } from '../build.ts';

const MEGABYTE = 1024 * 1024;

/** Measures in workers of a cross-origin isolated page in headless Chromium, whose database is on the disk. */
export async function measureStorage(
  sections: readonly Section[],
  settings: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const root = await buildBench('storage', 'chromium');
  const rows: Row[] = [];
  for (const section of sections) {
    // What one leaves behind, in memory and on the disk, is nothing to the next.
    const page = await BenchPage.open(root, say, section === 'memory' ? { heap: SMALL_YOUTH } : {});
    const run = <Answer>(job: Job): Promise<Answer> => page.run<Answer>(job);
    try {
      if (section === 'resume') rows.push(...(await measureResume(run, settings, say)));
      else if (section === 'memory') rows.push(...(await measureMemory(page, settings, say)));
      else rows.push(...(await run<readonly Row[]>({ type: 'measure', section, settings })));
    } finally {
      await page.close();
    }
  }
  return rows;
}

/** A heap's room for what is young grows to 30 MB at some time, and hides what is kept. */
const SMALL_YOUTH = ['--max-semi-space-size=1'];

/** Each time in a worker that has done nothing before, as after a reload. */
async function measureResume(
  run: <Answer>(job: Job) => Promise<Answer>,
  { rounds, steps }: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const times: ResumeTimes[] = [];
  const plain: number[] = [];
  for (let round = 0; round < rounds; round++) {
    say(`resume: round ${round + 1} of ${rounds}`);
    const executionId = await run<string>({ type: 'cut-off', steps });
    const readPlainly = async (): Promise<void> => {
      plain.push(await run<number>({ type: 'read-plainly', executionId, steps }));
    };
    // Whoever comes first may find less in the disk's cache.
    if (round % 2 === 0) await readPlainly();
    times.push(await run<ResumeTimes>({ type: 'resume', executionId, steps }));
    if (round % 2 === 1) await readPlainly();
  }
  const row = (name: string, values: readonly number[]): Row => ({
    section: 'resume',
    case: name,
    unit: 'ms',
    values,
  });
  return [
    row(
      'to the first step',
      times.map(({ total }) => total),
    ),
    row(
      '· opening the database',
      times.map(({ opening }) => opening),
    ),
    row(
      '· reading the run',
      times.map(({ reading }) => reading),
    ),
    row(
      '· planning',
      times.map(({ planning }) => planning),
    ),
    row('idb, open and read the journal', plain),
  ];
}

/** What the page's process has when everything that nobody needs was collected. */
async function measureMemory(
  page: BenchPage,
  { slowRounds, holds }: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  // The kernel tells how much of a process's memory is its own on Linux alone.
  if (process.platform !== 'linux') {
    say('memory: left out, since only Linux tells it');
    return [];
  }
  const sizes = new Map<number, number[]>(holds.map((at) => [at, []]));
  for (let round = 0; round < slowRounds; round++) {
    page.onHold = async (at) => {
      say(`memory: round ${round + 1} of ${slowRounds}, after ${at} rows`);
      const memory = await RendererMemory.of(page.page);
      sizes.get(at)?.push((await memory.settled()) / MEGABYTE);
    };
    await page.run<void>({ type: 'memory', holds } satisfies Job);
  }
  return [...sizes].map(([at, values]) => ({
    section: 'memory',
    case: `after ${at} rows`,
    unit: 'MB',
    values,
  }));
}
