import { measureBackgroundTab, type Pace } from '../../test/background-tab/measure-background-tab.ts';
import { buildIfStale } from '../build-if-stale.ts';
import { reportTo } from '../report.ts';

/** Seconds after which Chromium throttles a page behind others the most. */
const GRACE = 300;

/** What becomes of runs and queues in a tab behind another one, just after it got there and after five minutes. */
export async function proveBackgroundTab(say: (line: string) => void): Promise<string> {
  await buildIfStale(reportTo(process.stderr));
  say(`This takes ${GRACE / 60 + 2} minutes: so long a tab has to be behind another one.`);
  const { inFront, behind, longBehind } = await measureBackgroundTab({
    seconds: 10,
    tasks: 100,
    grace: GRACE,
  });
  if (behind.visibility !== 'hidden' || longBehind.visibility !== 'hidden')
    throw new Error('The tab was not hidden.');
  const row = (what: string, of: (pace: Pace) => number): string =>
    `| ${what} | ${of(inFront).toFixed(1)} | ${[behind, longBehind].map((pace) => share(of(pace), of(inFront))).join(' | ')} |`;
  return [
    '# Proof: background-tab',
    '',
    '`npm run proof -- background-tab`: what a tab gets done in front, just after another tab came before it, and after',
    'five minutes behind it, from which on Chromium throttles a page the most. The same tab, one after the other, no',
    'debugger attached. Held: every run and every task comes to its end, and the engine is not taken for one that hangs.',
    '',
    '| in a second | in front | behind | five minutes behind |',
    '| --- | --- | --- | --- |',
    row("timers of 10 ms in the page's own thread", ({ page }) => page),
    row("timers of 10 ms in a worker of the engine's", ({ worker }) => worker),
    row('runs of one step that embeds a sentence', ({ embeddings }) => embeddings),
    row('tasks of one text step, through a queue', ({ tasks }) => tasks),
    '',
  ].join('\n');
}

function share(part: number, whole: number): string {
  return `${part.toFixed(1)} (${(part / whole).toFixed(2)} of it)`;
}
