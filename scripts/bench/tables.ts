import type { Row } from '../../test/bench/engine/measurement.ts';
import { isReached, type Ratio } from './ratios.ts';

/** The costs of one environment as a Markdown table that reads well as plain text too. */
export function costTable(rows: readonly Row[]): string {
  const engines = [...new Set(rows.map(({ engine }) => engine))];
  const cases = [...new Set(rows.map((row) => row.case))];
  const body = cases.map((name) => [
    name,
    ...engines.map((engine) => costOf(rows.find((row) => row.case === name && row.engine === engine))),
  ]);
  return markdown(['µs per step', ...engines], body);
}

/** The claims and whether they hold. */
export function ratioTable(ratios: Readonly<Record<string, Ratio>>): string {
  const names: Readonly<Record<string, string>> = {
    to_flowed: 'of flowed, median of the cases',
    to_langgraph: 'of LangGraph.js, median of the cases',
    chain_1000_to_10: 'a step at 1000 of a chain, of one at 10',
    fan_100_to_10: 'a step of a fan of 100, of one of 10',
  };
  const body = Object.entries(ratios).flatMap(([key, { mark, value, reached, cases = {} }]) => [
    [names[key] ?? key, short(value), short(mark), yesOrNo(reached)],
    ...Object.entries(cases).map(([name, ratio]) => [
      `· ${name}`,
      short(ratio),
      short(mark),
      yesOrNo(isReached(ratio, mark)),
    ]),
  ]);
  return markdown(["promptflow's cost", 'ratio', 'mark', 'reached'], body);
}

function costOf(row: Row | undefined): string {
  if (row === undefined) return '';
  const [low, high] = row.quartiles;
  return `${short(row.us_per_step)} (${short(low)}–${short(high)})`;
}

/** Three digits that count, without an exponent; a dash for what could not be measured. */
function short(value: number | null): string {
  if (value === null) return '–';
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function yesOrNo(reached: boolean): string {
  return reached ? 'yes' : 'no';
}

function markdown(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...body.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => pad(row[column] ?? '', width, column)).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...body.map(line)].join('\n');
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
