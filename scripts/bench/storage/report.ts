import { median, quantile } from '../../../test/bench/statistics.ts';
import type { Row, Section } from '../../../test/bench/storage/job.ts';
import { markdown, short, yesOrNo } from '../markdown.ts';
import { type Claim, claimsOf, type Ratio, ratiosOf } from './claims.ts';

/** What one run of the bench found. */
export interface BenchReport {
  readonly ratios: readonly Ratio[];
  readonly claims: readonly Claim[];
  readonly rows: readonly Row[];
}

export function reportOf(rows: readonly Row[]): BenchReport {
  return { ratios: ratiosOf(rows), claims: claimsOf(rows), rows };
}

const titles: Readonly<Record<Section, string>> = {
  writes: 'Events into the journal',
  steps: 'A chain of steps that do nothing',
  resume: 'Going on with a run of which only the last step was not over',
  rows: 'Rows of a jsonl file',
  memory: "The renderer's memory in the middle of a batch",
  files: 'A file into the store',
};

/** The report as Markdown, the ratios first. */
export function reportText({ ratios, claims, rows }: BenchReport): string {
  const sections = [...new Set(rows.map(({ section }) => section))];
  const parts = [
    ...(ratios.length === 0 ? [] : [`## Ratios\n\n${ratioTable(ratios)}`]),
    ...(claims.length === 0 ? [] : [`## Marks\n\n${claimTable(claims)}`]),
    ...sections.map(
      (section) => `## ${titles[section]}\n\n${rowTable(rows.filter((row) => row.section === section))}`,
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function ratioTable(ratios: readonly Ratio[]): string {
  const body = ratios.map(({ section, case: name, peer, value }) => [
    `${section}: ${name}`,
    peer,
    short(value),
  ]);
  return markdown(['time taken', 'of that by', 'ratio'], body);
}

function claimTable(claims: readonly Claim[]): string {
  const body = claims.map(({ name, unit, value, mark, reached }) => [
    name,
    `${short(value)} ${unit}`,
    mark === undefined ? '' : `${short(mark)} ${unit}`,
    reached === undefined ? '' : yesOrNo(reached),
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
