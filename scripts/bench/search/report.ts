import type { Row, Settings } from '../../../test/bench/search/job.ts';
import { median, quantile } from '../../../test/bench/statistics.ts';
import { markdown, short, yesOrNo } from '../markdown.ts';

/** How much faster than the plain loop a search has to be. */
const MARK = 3;

export interface SearchClaim {
  readonly vectors: number;
  readonly case: string;
  /** The plain loop's time by ours: the median over the rounds, of which each measured both. */
  readonly faster: number;
  readonly recall: number;
  readonly reached: boolean;
}

/** What one run of the bench found. */
export interface SearchReport {
  readonly settings: Settings;
  readonly claims: readonly SearchClaim[];
  readonly rows: readonly Row[];
}

export function reportOf(rows: readonly Row[], settings: Settings): SearchReport {
  const claims = rows.flatMap((row): readonly SearchClaim[] => {
    const plain = rows.find(({ vectors, case: name }) => vectors === row.vectors && name === 'plain loop');
    // Without SIMD it is there to be right, not to be fast.
    if (plain === undefined || plain === row || row.case.includes('without')) return [];
    const faster = median(plain.values.map((value, round) => value / (row.values[round] ?? Number.NaN)));
    const reached = faster >= MARK && row.recall === 1;
    return [{ vectors: row.vectors, case: row.case, faster, recall: row.recall, reached }];
  });
  return { settings, claims, rows };
}

/** The report as Markdown, the claims first. */
export function reportText({ settings, claims, rows }: SearchReport): string {
  const marks = claims.map(({ vectors, case: name, faster, recall, reached }) => [
    `${vectors} vectors, ${name}`,
    `${short(faster)} ×`,
    `${MARK} ×`,
    String(recall),
    yesOrNo(reached),
  ]);
  const figures = rows.map(({ vectors, case: name, values, recall }) => [
    String(vectors),
    name,
    `${short(median(values))} (${short(quantile(values, 0.25))}–${short(quantile(values, 0.75))})`,
    String(recall),
    String(values.length),
  ]);
  const { queries, topK } = settings;
  return [
    `## Marks: faster than the plain loop, and finding the same`,
    markdown(['', 'figure', 'mark', 'recall', 'reached'], marks),
    `## Milliseconds of one search: the ${topK} best, mean of ${queries} queries`,
    markdown(['vectors', '', 'median (quartiles)', 'recall', 'rounds'], figures),
    '',
  ].join('\n\n');
}
