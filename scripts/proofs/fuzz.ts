import { fuzzDocuments } from '../../test/fuzz/fuzz-documents.ts';
import { fuzzTemplates } from '../../test/fuzz/fuzz-templates.ts';
import type { FuzzReport } from '../../test/fuzz/rules.ts';

const RUNS = 10_000;

/** 10,000 mutated documents and 10,000 mutated templates, others each time. The seed is kept, to run them again. */
export async function proveFuzz(say: (line: string) => void): Promise<string> {
  const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
  say(`Seed ${seed} (FUZZ_SEED runs the same cases again)`);
  const reports = [await fuzzDocuments(RUNS, seed), await fuzzTemplates(RUNS, seed)];
  for (const report of reports) {
    if (report.parsed * 2 < report.runs) {
      throw new Error(`Of ${report.runs} mutated ${report.what} only ${report.parsed} still parse.`);
    }
  }
  return [
    '# Proof: fuzz',
    '',
    '`npm run proof -- fuzz` on mutated documents and templates. Held by every one: no throw that is no `FlowError`, every',
    'fault with a code and a place, at most 1 s of processor time, an end after a cancellation, no prototype reached.',
    '',
    '| what | cases | still parse | ran on | slowest (ms of processor time) | seed |',
    '| --- | --- | --- | --- | --- | --- |',
    ...reports.map(rowOf),
    '',
  ].join('\n');
}

function rowOf({ what, runs, parsed, ran, slowest, seed }: FuzzReport): string {
  return `| ${what} | ${runs} | ${parsed} | ${ran} | ${slowest.toFixed(0)} | ${seed} |`;
}
