import { inMegabytes, MOST_GROWTH, runLargeBatch } from '../../test/large-batch/run-large-batch.ts';
import { buildIfStale } from '../build-if-stale.ts';
import { reportTo } from '../report.ts';

const SIZE = 200 * 1024 ** 2;

/** The rows of a jsonl file of 200 MB go through an executor, and the page's memory stays flat. */
export async function proveLargeBatch(say: (line: string) => void): Promise<string> {
  await buildIfStale(reportTo(process.stderr));
  const { rows, bytes, faulty, seconds, tenths, growth } = await runLargeBatch(SIZE, say);
  if (growth >= MOST_GROWTH) throw new Error(`The renderer's memory grew by ${inMegabytes(growth)}.`);
  return [
    '# Proof: large-batch',
    '',
    '`npm run proof -- large-batch`: the rows of a jsonl file go from the disk through `batch_processor`, 100 to a batch, each',
    'through another executor, and their results into a file, in the built page. Held: every row is done once, in its order,',
    "by the hash of the results file; a faulty row costs itself alone; the renderer's memory (the kernel's `Pss`, page and",
    'workers together, after a forced collection in every thread) is in no tenth of the second half of the file',
    `${inMegabytes(MOST_GROWTH)} or more above that of the first half. A smaller file went before it; heaps have 1 MB of room for`,
    'what is young, so that what is measured is what is kept.',
    '',
    '| file | rows | faulty | time | rows/s | growth |',
    '| --- | --- | --- | --- | --- | --- |',
    `| ${inMegabytes(bytes)} | ${rows} | ${faulty} | ${seconds.toFixed(0)} s | ${Math.round(rows / seconds)} | ${inMegabytes(growth)} |`,
    '',
    '| tenth of the file | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    `| memory (MB) | ${tenths.map((size) => (size === undefined ? '' : Math.round(size / 1024 / 1024))).join(' | ')} |`,
    '',
  ].join('\n');
}
