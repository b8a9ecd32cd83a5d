import { inMegabytes, MOST_GROWTH, passLargeFile } from '../../test/large-file/pass-large-file.ts';
import { buildIfStale } from '../build-if-stale.ts';
import { reportTo } from '../report.ts';

const GIGABYTE = 1024 ** 3;

/** A file of 1 GB goes into the store, through the hash of a step and through a copy, with little memory. */
export async function proveLargeFile(say: (line: string) => void): Promise<string> {
  await buildIfStale(reportTo(process.stderr));
  const { bytes, before, after, most, seconds } = await passLargeFile(GIGABYTE, say);
  const growth = after - before;
  if (growth >= MOST_GROWTH) throw new Error(`The renderer's memory grew by ${inMegabytes(growth)}.`);
  return [
    '# Proof: large-file',
    '',
    '`npm run proof -- large-file`: a file of random bytes goes from the disk into the store of the built page, through',
    'the hash of a step (`file_processor`) and, as a stream out of a worker, through a copy that is hashed again. All hashes',
    "are those of the file. The renderer's memory (the kernel's `Pss`, page and workers together) is measured after a",
    `forced collection in every thread; it may grow by less than ${inMegabytes(MOST_GROWTH)}.`,
    '',
    '| file | before | after | growth | most in between | time |',
    '| --- | --- | --- | --- | --- | --- |',
    `| ${inMegabytes(bytes)} | ${[before, after, growth, most].map(inMegabytes).join(' | ')} | ${seconds.toFixed(0)} s |`,
    '',
  ].join('\n');
}
