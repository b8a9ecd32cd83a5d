import { drill } from '../../test/kills/drill.ts';
import { QueueOfTasks, TASKS } from '../../test/kills/queue-of-tasks.ts';
import { STEPS, ThirtySteps } from '../../test/kills/thirty-steps.ts';
import { buildIfStale } from '../build-if-stale.ts';
import { reportTo } from '../report.ts';

const KILLS = 50;

/** The whole browser is ended 50 times in the middle of 30-step runs, and 50 times in the middle of queues of tasks. */
export async function proveKills(say: (line: string) => void): Promise<string> {
  const seed = Number(process.env['KILLS_SEED'] ?? Date.now() % 2 ** 31);
  say(`Seed ${seed} (KILLS_SEED ends the browser after the same times again)`);
  await buildIfStale(reportTo(process.stderr));
  const runs = await drill(new ThirtySteps(), KILLS, seed, (line) => say(`Runs: ${line}`));
  const queues = await drill(new QueueOfTasks(), KILLS, seed, (line) => say(`Queues: ${line}`));
  const stepCount = runs.findings.runs * STEPS;
  return [
    '# Proof: kills',
    '',
    '`npm run proof -- kills`: all processes of the browser, on a profile of the disk, are ended by SIGKILL at random',
    `points of runs of ${STEPS} steps and of queues of ${TASKS} tasks, and the browser is opened again.`,
    '',
    '- Held by every run: it comes to its end by itself, every step has its result in the journal exactly once, and with',
    '  `durability: sync` what was in flight is marked as a further attempt in the journal and to its executor. Runs with',
    '  `sync` and with `async` take turns.',
    '- Held by every queue: the browser may be ended while its tasks are submitted, and all of them are submitted again',
    '  under the same idempotency keys; there is one task to a key. Every task comes to its end by itself, each of its two',
    "  steps has its result in its run's journal exactly once, and a task of which a step was called twice stands with",
    '  more than one attempt.',
    '',
    '| what | kills | in the middle | ended well | done again |',
    '| --- | --- | --- | --- | --- |',
    `| runs of ${STEPS} steps | ${runs.kills} | ${runs.cuts} | ${runs.findings.runs} | ${runs.findings.repeated} of ${stepCount} steps |`,
    `| queues of ${TASKS} tasks | ${queues.kills} | ${queues.cuts} | ${queues.findings.queues} | ${queues.findings.repeated} of ${queues.findings.tasks} tasks |`,
    '',
    `Seed ${seed}.`,
    '',
  ].join('\n');
}
