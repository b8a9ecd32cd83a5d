import { expect, test } from 'vitest';
import { builtinRegistry, type FlowResult, FlowRunner } from '../../src/index.ts';

// The limits of docs/flows.md whose texts nobody would write by hand; the others are fixtures.

const runner = new FlowRunner(builtinRegistry());
const codes = (text: string): string[] => runner.inspectFlow(text).diagnostics.map(({ code }) => code);

const flowOf = (steps: number): string => {
  const lines = Array.from(
    { length: steps },
    (_, index) => `  - {name: s${index}, executor: text_processor, config: {text: x}}`,
  );
  return `name: long\nsteps:\n${lines.join('\n')}\n`;
};

test('5,000 steps are the most', () => {
  expect(codes(flowOf(5000))).toEqual([]);
  expect(codes(flowOf(5001))).toEqual(['too_many_steps']);
});

test('a document has 1,000,000 characters at most', () => {
  const text = 'name: long\nsteps: []\n# ';
  expect(codes(text + 'x'.repeat(1_000_000 - text.length))).toEqual([]);
  expect(codes(text + 'x'.repeat(1_000_001 - text.length))).toEqual(['document_too_large']);
});

const flowWith = (expression: string): string =>
  `name: long\nsteps: []\noutputs:\n  - name: x\n    value: "{{ ${expression} }}"\n`;

test('an expression has 10,000 characters at most', () => {
  expect(codes(flowWith(`'${'x'.repeat(9_900)}'`))).toEqual([]);
  expect(codes(flowWith(`'${'x'.repeat(10_100)}'`))).toEqual(['template_too_long']);
});

test('an expression that chains too much is told, and does not overflow', () => {
  expect(codes(flowWith(Array(200).fill('1').join(' + ')))).toEqual([]);
  expect(codes(flowWith(Array(2000).fill('1').join(' + ')))).toEqual(['template_too_deep']);
});

test('flows in flows go 16 levels deep at most', async () => {
  expect(await nested(10)).toMatchObject({ success: true, outputs: { depth: 10 } });
  expect(await nested(20)).toMatchObject({
    success: false,
    error: { code: 'recursion_limit', kind: 'resource' },
  });
});

/** Runs a flow that runs a flow and so on, so many deep; each counts those inside of it. */
function nested(depth: number): Promise<FlowResult> {
  const levels = new FlowRunner(builtinRegistry(), {
    flows: { load: async (address) => ({ source: level(Number(address)), address }) },
  });
  return levels.executeFlow(level(depth));
}

function level(left: number): Record<string, unknown> {
  if (left === 0) return { name: 'innermost', steps: [], outputs: [{ name: 'depth', value: 0 }] };
  return {
    name: `level_${left}`,
    steps: [{ name: 'inner', executor: 'flow', config: { flow: String(left - 1) } }],
    outputs: [{ name: 'depth', value: '{{ steps.inner.depth + 1 }}' }],
  };
}
