import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { inProject } from '../../scripts/project.ts';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';
import { serve } from '../../src/cli/serve.ts';
import { RendererMemory } from '../large-file/renderer-memory.ts';
import type { ModelWork } from './model-work.ts';

export interface ModelMemoryReport {
  /** Of the renderer, after a forced collection, in bytes: before the first round, and after each one's unload. */
  readonly before: number;
  readonly after: readonly number[];
  /** While a model is loaded, in the first round. */
  readonly loaded: number;
  /** The threads that the model computed on. */
  readonly threads: number;
  /** The runtime's threads besides the worker that has the model, while it is loaded. */
  readonly threadsSeen: number;
  /** The most of them that there still were one second after an unload. */
  readonly threadsLeft: number;
  /** What the page said on its console from the second load on. */
  readonly complaints: readonly string[];
}

/** How much a round may leave behind, in bytes, as the slope over the rounds from the tenth on. */
export const MOST_SLOPE = 64 * 1024;

/** Loads a model, runs it and unloads it, so many times over, in the built page. */
export async function measureModelMemory(
  work: ModelWork,
  rounds: number,
  say: (line: string) => void,
): Promise<ModelMemoryReport> {
  const executablePath = await ensureBrowser(say);
  const profile = await mkdtemp(join(tmpdir(), 'prompt-flow-models-'));
  const server = await serve({ root: inProject('dist'), port: 0 });
  const { args = [], ...options } = launchOptions({ executablePath });
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    args: [...args, '--js-flags=--expose-gc'],
  });
  try {
    const page = await context.newPage();
    await page.goto(new URL('src/cli/host.html', server.url).href);
    await page.waitForFunction(() => window.promptFlowHost !== undefined);
    // The weights are stored and the page's own code is there before it is measured.
    const threads = await runOnce(page, work);
    await unload(page);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    const memory = await RendererMemory.of(page);
    const before = await memory.settled();
    let loaded = 0;
    let threadsSeen = 0;
    let threadsLeft = 0;
    const after: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      await runOnce(page, work);
      if (round === 1) loaded = await memory.settled();
      threadsSeen = runtimeThreads(page);
      threadsLeft = Math.max(threadsLeft, await unload(page));
      after.push(await memory.collected());
      say(`Round ${round} of ${rounds}: ${Math.round((after.at(-1) ?? 0) / 1024 ** 2)} MB.`);
    }
    return { before, after, loaded, threads, threadsSeen, threadsLeft, complaints };
  } finally {
    await context.close();
    await server.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Gives the threads that the model computed on. */
async function runOnce(page: Page, { flow, file }: ModelWork): Promise<number> {
  const { fault, threads } = await page.evaluate(
    async ([source, path]) => {
      const response = path === undefined ? undefined : await fetch(`../../${path}`);
      const inputs = response === undefined ? {} : { file: await response.blob() };
      const result = await window.promptFlowHost?.engine.executeFlow(source, inputs);
      const [step] = Object.values(result?.steps ?? {});
      return {
        fault: result?.success === true ? undefined : (result?.error?.message ?? 'no engine'),
        threads: Number(step?.metadata['threads']),
      };
    },
    [flow, file] as const,
  );
  if (fault !== undefined) throw new Error(`The flow failed: ${fault}`);
  return threads;
}

function runtimeThreads(page: Page): number {
  return page.workers().filter((worker) => worker.url().includes('ort-wasm')).length;
}

/** Unloads, and waits until two seconds have gone. Gives the runtime's threads that there were after one. */
async function unload(page: Page): Promise<number> {
  await page.evaluate(() => window.promptFlowHost?.engine.models.unload());
  await page.waitForTimeout(1000);
  const left = runtimeThreads(page);
  await page.waitForTimeout(1000);
  return left;
}

/**
 * What each value adds to the one before: the median of the slopes between all pairs (Theil and Sen's). Pages that go
 * back to the system a round late make steps, which a line by least squares would take for a slope.
 */
export function slopeOf(values: readonly number[]): number {
  const slopes: number[] = [];
  for (const [at, value] of values.entries()) {
    for (let later = at + 1; later < values.length; later++) {
      slopes.push(((values[later] ?? value) - value) / (later - at));
    }
  }
  slopes.sort((a, b) => a - b);
  return slopes[Math.floor(slopes.length / 2)] ?? 0;
}
