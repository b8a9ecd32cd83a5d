import { readFile, rm } from 'node:fs/promises';
import { inProject } from '../project.ts';
import { runTool } from './run-tool.ts';
import { type Tally, tallyVitest } from './tally.ts';

/** Runs every vitest project, or the files that match the filters, and counts. */
export async function runVitest(filters: readonly string[]): Promise<Tally> {
  const reportPath = inProject('.cache', 'vitest-report.json');
  await rm(reportPath, { force: true });
  const succeeded = await runTool([
    inProject('node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportPath}`,
    ...filters,
  ]).then(
    () => true,
    () => false,
  );
  return tallyVitest(await readReport(reportPath), succeeded);
}

async function readReport(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
