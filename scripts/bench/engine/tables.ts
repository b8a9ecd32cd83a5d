import type { Row } from '../../../test/bench/engine/measurement.ts';
import { markdown, short, yesOrNo } from '../markdown.ts';
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
