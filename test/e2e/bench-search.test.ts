import { expect, test } from 'vitest';
import { measureSearch } from '../../scripts/bench/search/measure.ts';
import { reportOf, reportText } from '../../scripts/bench/search/report.ts';

test('the bench of search finds in real sentences all that the plain loop finds, in whichever way', async () => {
  const settings = { sentences: 150, queries: 20, topK: 10, rounds: 1, sizes: [150, 2000] };
  const rows = await measureSearch(settings, () => {});
  expect(rows.map(({ vectors, case: name, recall }) => [vectors, name, recall])).toEqual(
    settings.sizes.flatMap((vectors) => [
      [vectors, 'plain loop', 1],
      [vectors, 'ours', 1],
      [vectors, 'ours, without SIMD', 1],
      [vectors, 'ours, from IndexedDB', 1],
    ]),
  );
  for (const { values } of rows) expect(values).toEqual([expect.any(Number)]);
  const text = reportText(reportOf(rows, settings));
  for (const { case: name } of rows) expect(text).toContain(name);
}, 180_000);
