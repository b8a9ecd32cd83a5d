import { median, quantile } from '../../../test/bench/statistics.ts';
import type { Row, Section, Settings } from '../../../test/bench/storage/job.ts';
import { markdown, short, yesOrNo } from '../markdown.ts';
import { type Claim, claimsOf, type Ratio, ratiosOf } from './claims.ts';

/** What one run of the bench found. */
export interface BenchReport {
  readonly settings: Settings;
  readonly ratios: readonly Ratio[];
  readonly claims: readonly Claim[];
  readonly rows: readonly Row[];
}

export function reportOf(rows: readonly Row[], settings: Settings): BenchReport {
  return { settings, ratios: ratiosOf(rows), claims: claimsOf(rows, settings), rows };
}

const titles: Readonly<Record<Section, (settings: Settings) => string>> = {
  writes: ({ events, singleEvents }) => `Writes: ${events} events at once, ${singleEvents} one by one`,
  steps: ({ steps }) => `Steps: a chain of ${steps} that do nothing`,
  resume: ({ steps }) => `Resume: a run of ${steps} steps, of which only the last is not over`,
  tasks: ({ tasks }) => `Tasks: ${tasks} flows of one step that does nothing`,
  rows: ({ rows }) => `Rows: a batch over a jsonl file of ${rows}`,
  memory: () => "Memory over rows: the page's process, collected, in the middle of a batch",
  files: ({ megabytes }) => `Files: ${megabytes} MB into the store`,
};

/** The report as Markdown, the ratios first. */
export function reportText({ settings, ratios, claims, rows }: BenchReport): string {
  const sections = [...new Set(rows.map(({ section }) => section))];
  const parts = [
    ...(ratios.length === 0 ? [] : [`## Ratios\n\n${ratioTable(ratios)}`]),
    ...(claims.length === 0 ? [] : [`## Marks\n\n${claimTable(claims)}`]),
    ...sections.map(
      (section) =>
        `## ${titles[section](settings)}\n\n${rowTable(rows.filter((row) => row.section === section))}`,
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
