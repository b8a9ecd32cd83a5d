import { drillRuns } from '../../test/kills/run-drill.ts';
import { buildIfStale } from '../build-if-stale.ts';
import { reportTo } from '../report.ts';

const KILLS = 50;

/** The whole browser is ended 50 times in the middle of 30-step runs, and goes on each time where it was. */
export async function proveKills(say: (line: string) => void): Promise<string> {
  const seed = Number(process.env['KILLS_SEED'] ?? Date.now() % 2 ** 31);
  say(`Seed ${seed} (KILLS_SEED ends the browser after the same times again)`);
  await buildIfStale(reportTo(process.stderr));
  const { kills, runs, cuts, repeated } = await drillRuns(KILLS, seed, say);
  return [
    '# Proof: kills',
    '',
    '`npm run proof -- kills`: all processes of the browser, on a profile of the disk, are ended by SIGKILL at random',
    'points of runs of 30 steps, and the browser is opened again. Held by every run: it comes to its end by itself,',
    'every step has its result in the journal exactly once, and with `durability: sync` what was in flight is marked as',
    'a further attempt in the journal and to its executor. Runs with `sync` and with `async` take turns.',
    '',
    '| kills | runs | cut off in the middle | steps done again | seed |',
    '| --- | --- | --- | --- | --- |',
    `| ${kills} | ${runs} | ${cuts} | ${repeated} of ${runs * 30} | ${seed} |`,
    '',
  ].join('\n');
}
