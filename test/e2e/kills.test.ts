import { expect, test } from 'vitest';
import { drill } from '../kills/drill.ts';
import { QueueOfTasks } from '../kills/queue-of-tasks.ts';
import { ThirtySteps } from '../kills/thirty-steps.ts';

const KILLS = 5;
const PATIENCE = 180_000;

test(
  'the whole browser is ended in the middle of runs, and every step has its result exactly once',
  async () => {
    const { cuts, findings } = await drill(new ThirtySteps(), KILLS, Date.now(), () => {});
    expect(cuts).toBeGreaterThan(0);
    expect(findings.runs).toBeGreaterThan(0);
  },
  PATIENCE,
);

test(
  'the whole browser is ended in the middle of a queue of 200 tasks, and every task is done exactly once',
  async () => {
    const { cuts, findings } = await drill(new QueueOfTasks(), KILLS, Date.now(), () => {});
    expect(cuts).toBeGreaterThan(0);
    expect(findings.tasks).toBeGreaterThan(0);
    expect(findings.repeated).toBeGreaterThan(0);
  },
  PATIENCE,
);
