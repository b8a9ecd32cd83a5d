import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { inProject } from '../../scripts/project.ts';
import { ensureBrowser } from '../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';
import { serve } from '../../src/cli/serve.ts';
import { executorModules } from '../e2e/executor-modules.ts';
import { writeLargeFile } from './large-file.ts';
import { RendererMemory } from './renderer-memory.ts';

export interface LargeFileReport {
  readonly bytes: number;
  /** The renderer's memory before and after, each after a forced collection, and the most in between. In bytes. */
  readonly before: number;
  readonly after: number;
  readonly most: number;
  readonly seconds: number;
}

/** More than this nobody should have to spare for a file, whatever its size. In bytes. */
export const MOST_GROWTH = 64 * 1024 * 1024;

const FLOW = `name: large-file
inputs:
  - {name: file, type: file}
steps:
  - {name: hash, executor: file_processor, config: {file: "{{ inputs.file }}", processing_type: hash}}
  - {name: copy, executor: copy, config: {file: "{{ inputs.file }}"}}
  - name: hash_of_copy
    executor: file_processor
    config: {file: "{{ steps.copy.path }}", processing_type: hash}
`;

/**
 * A file of the disk goes into the store of the built page, through the hash of a step and, as a stream, through a copy
 * that is hashed again. Throws where a hash is another than that of the file.
 */
export async function passLargeFile(bytes: number, say: (line: string) => void): Promise<LargeFileReport> {
  const executablePath = await ensureBrowser(say);
  const folder = await mkdtemp(join(tmpdir(), 'prompt-flow-large-'));
  const server = await serve({ root: inProject('dist'), port: 0, extra: executorModules });
  const { args = [], ...options } = launchOptions({ executablePath });
  // A page that is not off the record: the other kind keeps its database in memory.
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...options,
    args: [...args, '--js-flags=--expose-gc'],
  });
  try {
    const page = await context.newPage();
    await page.goto(new URL('src/cli/host.html', server.url).href);
    await page.waitForFunction(() => window.promptFlowHost !== undefined);
    await page.evaluate(() => window.promptFlowHost?.registerExecutor('copy', '/executors/copy.js'));
    // What every run needs, however small its file, is there before it is measured.
    await pass(page, join(folder, 'small.bin'), 9 * 1024 * 1024);
    const memory = await RendererMemory.of(page);
    const before = await memory.settled();
    say(`The renderer has ${inMegabytes(before)} before the file.`);
    const watch = watchMost(memory);
    const seconds = await pass(page, join(folder, 'large.bin'), bytes).finally(() => watch.stop());
    const after = await memory.settled();
    say(`It has ${inMegabytes(after)} after it, and had ${inMegabytes(watch.most())} at most.`);
    return { bytes, before, after, most: watch.most(), seconds };
  } finally {
    await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Gives how long it took, in seconds. */
async function pass(page: Page, path: string, bytes: number): Promise<number> {
  const sha256 = await writeLargeFile(path, bytes);
  await page.setInputFiles('#files', path);
  const start = performance.now();
  const result = await page.evaluate(
    (flow) => window.promptFlowHost?.run(flow, {}, { file: 0 }, undefined),
    FLOW,
  );
  const seconds = (performance.now() - start) / 1000;
  const { outputs, error } = result as { outputs: Record<string, Record<string, unknown>>; error?: unknown };
  if (error !== undefined) throw new Error(`The run failed: ${JSON.stringify(error)}`);
  for (const step of ['hash', 'hash_of_copy']) {
    if (outputs[step]?.['sha256'] !== sha256)
      throw new Error(`${step} gave ${JSON.stringify(outputs[step])}.`);
  }
  return seconds;
}

/** Looks again and again how much memory there is in use. */
function watchMost(memory: RendererMemory): { most(): number; stop(): void } {
  let most = 0;
  const look = async (): Promise<void> => {
    most = Math.max(most, await memory.now());
  };
  const timer = setInterval(() => look().catch(() => {}), 200);
  return { most: () => most, stop: () => clearInterval(timer) };
}

export function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
