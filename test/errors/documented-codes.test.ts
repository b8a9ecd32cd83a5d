import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FLOW_ERROR_KINDS } from '../../src/errors/index.ts';
import { diagnosticCodes, flowErrorCodes } from './support/known-codes.ts';

const document = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const [, diagnostics = '', flowErrors = ''] = document.split(/^## /m);

/** The first cells of a part's table. */
const rowsOf = (part: string): string[] =>
  [...part.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code = '']) => code);

test('every diagnostic has a row in docs/errors.md, and every row a code', () => {
  expect(diagnosticCodes.length).toBeGreaterThan(30);
  expect(rowsOf(diagnostics).sort()).toEqual([...diagnosticCodes].sort());
});

test('every flow error has a row with its kind, and every row a code', () => {
  expect(flowErrorCodes.length).toBeGreaterThan(30);
  const kinds = [...flowErrors.matchAll(/^\| `([a-z_]+)` \| ([a-z]+) \|/gm)].map(([, code, kind]) => [
    code,
    kind,
  ]);
  expect(Object.fromEntries(kinds)).toEqual(FLOW_ERROR_KINDS);
  expect(rowsOf(flowErrors)).toHaveLength(kinds.length);
});
