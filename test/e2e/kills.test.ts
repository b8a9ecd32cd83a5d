import { expect, test } from 'vitest';
import { drillRuns } from '../kills/run-drill.ts';

const KILLS = 5;

test('the whole browser is ended in the middle of runs, and every step has its result exactly once', async () => {
  const report = await drillRuns(KILLS, Date.now(), () => {});
  expect(report.kills).toBe(KILLS);
  expect(report.runs).toBeGreaterThan(0);
  expect(report.cuts).toBeGreaterThan(0);
}, 180_000);
