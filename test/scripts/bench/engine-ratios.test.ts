import { expect, test } from 'vitest';
import { ratiosOf } from '../../../scripts/bench/engine/ratios.ts';
import type { Row } from '../../bench/engine/measurement.ts';

function row(engine: string, name: string, us_per_step: number): Row {
  return { environment: 'node', case: name, engine, us_per_step, quartiles: [0, 0], rounds: 1 };
}

test('against a peer: each case, and the median over them', () => {
  const { to_flowed } = ratiosOf([
    row('promptflow', 'chain-10', 3),
    row('promptflow', 'fan-10', 8),
    row('promptflow', 'mesh-10x10', 6),
    row('flowed', 'chain-10', 2),
    row('flowed', 'fan-10', 2),
    row('flowed', 'mesh-10x10', 3),
  ]);
  expect(to_flowed).toEqual({
    mark: 2,
    cases: { 'chain-10': 1.5, 'fan-10': 4, 'mesh-10x10': 2 },
    value: 2,
    reached: true,
    reached_in_all: false,
  });
});

test('a thirtieth of LangGraph.js', () => {
  const at = (ours: number) => ratiosOf([row('promptflow', 'fan-10', ours), row('langgraph', 'fan-10', 300)]);
  expect(at(10)['to_langgraph']).toMatchObject({ reached: true, reached_in_all: true });
  expect(at(10.1)['to_langgraph']).toMatchObject({ reached: false, reached_in_all: false });
});

test('a long chain against a short one, a wide fan against a narrow one', () => {
  const ratios = ratiosOf([
    row('promptflow', 'chain-10', 2),
    row('promptflow', 'chain-1000', 2.4),
    row('promptflow', 'fan-10', 2),
    row('promptflow', 'fan-100', 2.5),
  ]);
  expect(ratios).toEqual({
    chain_1000_to_10: { mark: 1.2, value: 1.2, reached: true, reached_in_all: true },
    fan_100_to_10: { mark: 1.2, value: 1.25, reached: false, reached_in_all: false },
  });
});

test('a cost that noise made nothing or less reaches no mark', () => {
  const rows = [
    row('promptflow', 'chain-10', 2),
    row('promptflow', 'chain-1000', -1),
    row('flowed', 'chain-10', 2),
    row('flowed', 'chain-1000', 4),
  ];
  expect(ratiosOf(rows)).toMatchObject({
    chain_1000_to_10: { value: null, reached: false },
    to_flowed: { value: 1, cases: { 'chain-1000': null }, reached: true, reached_in_all: false },
  });
});

test('what was not measured is not claimed', () => {
  expect(ratiosOf([row('flowed', 'chain-10', 2), row('promptflow', 'fan-10', 2)])).toEqual({});
});
