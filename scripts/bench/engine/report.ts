import type { Environment, Row } from '../../../test/bench/engine/measurement.ts';
import { type Ratio, ratiosOf } from './ratios.ts';
import { costTable, ratioTable } from './tables.ts';

/** What one run of the bench found. */
export interface BenchReport {
  readonly rows: readonly Row[];
  readonly ratios: Partial<Record<Environment, Readonly<Record<string, Ratio>>>>;
}

export function reportOf(rows: readonly Row[]): BenchReport {
  const environments = [...new Set(rows.map(({ environment }) => environment))];
  const ratios = environments.map((name) => [name, ratiosOf(inside(rows, name))]);
  return { rows, ratios: Object.fromEntries(ratios) };
}

/** The report as Markdown. */
export function reportText({ rows, ratios }: BenchReport): string {
  const parts = Object.entries(ratios).map(([name, each]) => {
    const title = name === 'node' ? `Node ${process.versions.node}` : 'Chromium, headless, in a worker';
    const claims = Object.keys(each).length === 0 ? '' : `\n\n${ratioTable(each)}`;
    return `## ${title}\n\n${costTable(inside(rows, name))}${claims}`;
  });
  return `${parts.join('\n\n')}\n`;
}

function inside(rows: readonly Row[], environment: string): readonly Row[] {
  return rows.filter((row) => row.environment === environment);
}
