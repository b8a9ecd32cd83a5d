import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from 'playwright';
import { inProject } from '../../scripts/project.ts';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';
import { serve } from '../../src/cli/serve.ts';
import { RendererMemory } from '../large-file/renderer-memory.ts';
import { type LargeRows, writeLargeRows } from './large-rows.ts';

export interface LargeBatchReport extends LargeRows {
  readonly seconds: number;
  /** The renderer's memory in each tenth of the file, the least of several looks; undefined where there was none. In bytes. */
  readonly tenths: readonly (number | undefined)[];
  /** How much more it is in the second half of the file, at most, than in the first. In bytes. */
  readonly growth: number;
}

/** What half of a file may leave behind, whatever its size: about what a heap grows and shrinks by itself. In bytes. */
export const MOST_GROWTH = 8 * 1024 * 1024;

const TENTHS = 10;
/** Milliseconds between two looks. */
const BETWEEN_LOOKS = 100;
/** A first file, over which what every batch needs is made, and the trace of a run grows to its length. In bytes. */
const FIRST = 16 * 1024 * 1024;

const FLOW = `name: large-batch
inputs:
  - {name: rows, type: file}
steps:
  - name: batch
    executor: batch_processor
    config:
      items: "{{ inputs.rows }}"
      executor: data_combiner
      config: {sources: [{n: "{{ item.n }}", chars: "{{ item.text | length }}"}]}
      result: "{{ outputs.combined_result }}"
      on_item_error: drop
      batch_size: 100
      results_to: jsonl
`;

/**
 * The rows of a file of the disk go through an executor, in the built page, and their results into a file. Throws where
 * a row is missing, done twice, or has another result than it should have.
 */
export async function runLargeBatch(bytes: number, say: (line: string) => void): Promise<LargeBatchReport> {
  const executablePath = await ensureBrowser(say);
  const folder = await mkdtemp(join(tmpdir(), 'prompt-flow-batch-'));
  const server = await serve({ root: inProject('dist'), port: 0 });
  const { args = [], ...options } = launchOptions({ executablePath });
  // A page that is not off the record: the other kind keeps its database in memory.
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...options,
    // A heap's room for what is young grows to 30 MB at some time, and hides what is kept.
    args: [...args, '--js-flags=--expose-gc --max-semi-space-size=1'],
  });
  try {
    const page = await context.newPage();
    const standing = new Standing();
    await page.exposeFunction('promptFlowEvent', (event: unknown) => standing.hear(event));
    await page.goto(new URL('src/cli/host.html', server.url).href);
    await page.waitForFunction(() => window.promptFlowHost !== undefined);
    const path = join(folder, 'rows.jsonl');
    await runBatch(page, path, await writeLargeRows(path, FIRST));
    const rows = await writeLargeRows(path, bytes);
    say(`${rows.rows} rows in ${inMegabytes(bytes)}`);
    const memory = await RendererMemory.of(page);
    standing.done = 0;
    const running = runBatch(page, path, rows);
    const tenths = await watch(memory, standing, running, say);
    const seconds = await running;
    const [first, second] = [most(tenths.slice(0, TENTHS / 2)), most(tenths.slice(TENTHS / 2))];
    return { ...rows, seconds, tenths, growth: second - first };
  } finally {
    await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** How far a run is. */
class Standing {
  /** From 0 to 1. */
  done = 0;

  hear(event: unknown): void {
    const { type, progress } = event as { type: string; progress?: { loaded?: number; total?: number } };
    if (type !== 'step_progress' || !progress?.loaded || !progress.total) return;
    this.done = progress.loaded / progress.total;
  }
}

/** Gives how long it took, in seconds. */
async function runBatch(page: Page, path: string, rows: LargeRows): Promise<number> {
  await page.setInputFiles('#files', path);
  const start = performance.now();
  const result = await page.evaluate(
    (flow) => window.promptFlowHost?.run(flow, {}, { rows: 0 }, undefined),
    FLOW,
  );
  const seconds = (performance.now() - start) / 1000;
  const { outputs, error } = result as { outputs: Record<string, Outputs>; error?: unknown };
  if (error !== undefined) throw new Error(`The run failed: ${JSON.stringify(error)}`);
  const { total_processed, failed, results_file } = outputs['batch'] ?? {};
  if (total_processed !== rows.rows || failed !== rows.faulty) {
    throw new Error(
      `${total_processed} rows of ${rows.rows} were done, and ${failed} of ${rows.faulty} failed.`,
    );
  }
  if (results_file?.sha256 !== rows.sha256) throw new Error('The results are others than they should be.');
  return seconds;
}

interface Outputs {
  readonly total_processed?: number;
  readonly failed?: number;
  readonly results_file?: { readonly sha256: string };
}

/** The least memory in use in each tenth of a run: a collection frees a page of memory some time later. */
async function watch(
  memory: RendererMemory,
  standing: Standing,
  running: Promise<unknown>,
  say: (line: string) => void,
): Promise<LargeBatchReport['tenths']> {
  const least: (number | undefined)[] = new Array(TENTHS).fill(undefined);
  let isOver = false;
  running.then(
    () => {
      isOver = true;
    },
    () => {
      isOver = true;
    },
  );
  let told = 0;
  while (!isOver) {
    const before = standing.done;
    const now = await memory.collected();
    const tenth = Math.min(TENTHS - 1, Math.floor(standing.done * TENTHS));
    // Before the first rows are done the file is only taken in.
    if (before > 0) least[tenth] = Math.min(least[tenth] ?? now, now);
    if (tenth > told) say(`${tenth} tenths done, ${inMegabytes(least[told] ?? 0)}`);
    told = tenth;
    await pause(BETWEEN_LOOKS);
  }
  return least;
}

function most(sizes: LargeBatchReport['tenths']): number {
  const looks = sizes.filter((size) => size !== undefined);
  if (looks.length === 0) throw new Error('The run was over before anybody could look at it.');
  return Math.max(...looks);
}

export function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
