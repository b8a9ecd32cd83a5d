import type { Row, Section, Settings } from '../../../test/bench/models/job.ts';
import { median, quantile } from '../../../test/bench/statistics.ts';
import { markdown, short, yesOrNo } from '../markdown.ts';
import type { Plot } from '../plots.ts';
import { type Claim, claimsOf } from './claims.ts';

/** What one run of the bench found. */
export interface BenchReport {
  readonly settings: Settings;
  readonly claims: readonly Claim[];
  readonly rows: readonly Row[];
}

export function reportOf(rows: readonly Row[], settings: Settings): BenchReport {
  return { settings, claims: claimsOf(rows), rows };
}

const titles: Readonly<Record<Section, (settings: Settings) => string>> = {
  calls: () => 'Calls: one text, sentence embeddings (MiniLM, q8)',
  throughput: ({ texts }) => `Throughput: ${texts} texts of mixed length in one call`,
  loading: () => 'Loading: from nothing in memory to the first vector',
  speech: () => 'Speech: 11 s of it (whisper-tiny, q8)',
  writing: () => 'Writing: 128 tokens, the likeliest each time (stories15M, q8)',
  memory: () =>
    'Memory of the page, above what it had before: 16 mixed texts, 11 s of speech; 2 s after unloading',
};

/** The report as Markdown, the claims first. */
export function reportText({ settings, claims, rows }: BenchReport): string {
  const sections = [...new Set(rows.map(({ section }) => section))];
  const parts = [
    ...(claims.length === 0 ? [] : [`## Marks\n\n${claimTable(claims)}`]),
    ...sections.map(
      (section) =>
        `## ${titles[section](settings)}\n\n${rowTable(rows.filter((row) => row.section === section))}`,
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A plot for each section, its rows as bars. */
export function plotsOf({ settings, rows }: BenchReport): ReadonlyMap<Section, Plot> {
  const sections = [...new Set(rows.map(({ section }) => section))];
  return new Map(
    sections.map((section) => {
      const own = rows.filter((row) => row.section === section);
      const bars = own.map(({ case: name, values }) => ({
        name,
        value: median(values),
        low: quantile(values, 0.25),
        high: quantile(values, 0.75),
      }));
      return [section, { title: titles[section](settings), unit: own[0]?.unit ?? '', bars }];
    }),
  );
}

function claimTable(claims: readonly Claim[]): string {
  const body = claims.map(({ name, unit, value, mark, reached }) => [
    name,
    `${short(value)} ${unit}`,
    `${short(mark)} ${unit}`,
    yesOrNo(reached),
  ]);
  return markdown(['', 'figure', 'mark', 'reached'], body);
}

function rowTable(rows: readonly Row[]): string {
  const body = rows.map(({ case: name, unit, values }) => [
    name,
    `${short(median(values))} (${short(quantile(values, 0.25))}–${short(quantile(values, 0.75))})`,
    unit,
    String(values.length),
  ]);
  return markdown(['', 'median (quartiles)', 'unit', 'rounds'], body);
}
