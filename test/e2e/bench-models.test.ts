import { expect, test } from 'vitest';
import { measureModels } from '../../scripts/bench/models/measure.ts';
import { reportOf, reportText } from '../../scripts/bench/models/report.ts';

test('the bench of models measures each of its cases, and each figure has its place in the report', async () => {
  const settings = { rounds: 1, slowRounds: 1, calls: 1, texts: 8, warmUp: false };
  // Without the native runtime, which is 290 MB to fetch: it stands beside the page's figures and is in no claim.
  const rows = await measureModels(
    ['calls', 'throughput', 'loading', 'speech', 'writing', 'memory'],
    settings,
    () => {},
    { native: false, onePage: true },
  );
  for (const { section, case: name, values } of rows) {
    expect(values, `${section}: ${name}`).toEqual([expect.any(Number)]);
    // What is left after unloading may be less than what was there before.
    const least = section === 'memory' ? -100 : 0;
    expect(values[0], `${section}: ${name}`).toBeGreaterThan(least);
  }
  const report = reportOf(rows, settings);
  // A pair that names a case which is called otherwise by now would be left out.
  const isParallel = rows.some(({ case: name }) => name.includes('2 threads'));
  expect(report.claims).toHaveLength(isParallel ? 9 : 5);
  const text = reportText(report);
  for (const { case: name } of rows) expect(text).toContain(name);
}, 900_000);
