import { expect, test } from 'vitest';
import { fuzzDocuments } from './fuzz-documents.ts';
import { fuzzTemplates } from './fuzz-templates.ts';

/** The short form of `npm run proof -- fuzz`: the same rules, fewer cases, always the same ones. */
const SEED = 20_261_125;

test('mutated documents end in diagnostics or in a result', async () => {
  const report = await fuzzDocuments(500, SEED);
  expect(report.parsed).toBeGreaterThan(report.runs / 2);
  expect(report.ran).toBeGreaterThan(50);
}, 120_000);

test('mutated templates end in faults, in a value or in a code', async () => {
  const report = await fuzzTemplates(1500, SEED);
  expect(report.parsed).toBeGreaterThan(report.runs / 2);
}, 120_000);
