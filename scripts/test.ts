import { ensureBrowser } from '../src/cli/browser/ensure-browser.ts';
import { prepare } from './prepare.ts';
import { reportTo } from './report.ts';
import { checks } from './test/checks.ts';
import { runTool } from './test/run-tool.ts';
import { runVitest } from './test/run-vitest.ts';
import { addTallies, type Tally } from './test/tally.ts';

/**
 * `npm test [-- FILTER]`: set-up, types, lint, unused code, then the tests whose files match the filter.
 * A failure stops nothing, so that one run shows every fault. The last line counts.
 */
async function main(filters: readonly string[]): Promise<Tally> {
  const report = reportTo(process.stderr);
  let tally: Tally = { passed: 0, failed: 0 };
  const setUp = await attempt('set-up', async () => {
    await prepare(report);
    await ensureBrowser(report.say);
  });
  if (!setUp) tally = addTallies(tally, { passed: 0, failed: 1 });
  for (const { name, args } of checks) {
    const passed = await attempt(name, () => runTool(args));
    tally = addTallies(tally, { passed: Number(passed), failed: Number(!passed) });
  }
  return addTallies(tally, await runVitest(filters));
}

async function attempt(name: string, action: () => Promise<void>): Promise<boolean> {
  const started = performance.now();
  console.log(`▸ ${name}`);
  try {
    await action();
    console.log(`  ${name} passed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return true;
  } catch (error) {
    console.log(`  ${name} failed: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

const { passed, failed } = await main(process.argv.slice(2));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
