import { expect, test } from 'vitest';
import { measureStorage } from '../../scripts/bench/storage/measure.ts';
import { reportOf, reportText } from '../../scripts/bench/storage/report.ts';
import { SECTIONS } from '../bench/storage/job.ts';

test('the bench of storage measures each of its cases, and each figure has its place in the report', async () => {
  const settings = {
    rounds: 1,
    slowRounds: 1,
    events: 20,
    singleEvents: 4,
    steps: 10,
    tasks: 4,
    rows: 200,
    // Memory is left alone for some seconds at each look: one has to do.
    holds: process.platform === 'linux' ? [150] : [],
    megabytes: 1,
  };
  const rows = await measureStorage(SECTIONS, settings, () => {});
  for (const { section, case: name, values } of rows) {
    expect(values, `${section}: ${name}`).toEqual([expect.any(Number)]);
    expect(values[0], `${section}: ${name}`).toBeGreaterThan(0);
  }
  const report = reportOf(rows, settings);
  // A pair that names a case which is called otherwise by now would be left out.
  expect(report.ratios).toHaveLength(12);
  for (const { value } of report.ratios) expect(value).toBeGreaterThan(0);
  expect(report.claims.map(({ name }) => name)).toEqual([
    '10 steps, durability async',
    '10 steps, durability sync',
    'resuming a run of 10 steps',
  ]);
  const text = reportText(report);
  for (const { case: name } of rows) expect(text).toContain(name);
}, 300_000);
