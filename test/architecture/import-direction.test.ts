import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { forbiddenImports } from './layers.ts';
import { readImports } from './read-imports.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

test('the sources import only in the direction of docs/architecture.md', () => {
  const imports = readImports(folder('../../src'));
  expect(imports.length).toBeGreaterThan(200);
  expect(forbiddenImports(imports)).toEqual([]);
});

test('a forbidden import is found, in whatever form it comes', () => {
  expect(forbiddenImports(readImports(folder('../fixtures/import-direction')))).toEqual([
    'engine/lazily.ts imports workers/pool/worker-pool.ts',
    'engine/names-an-executor.ts imports executors/text-processor/text-processor.ts',
    'errors/looks-up.ts imports flow/flow-definition.ts',
    'executors/echo/borrows.ts imports executors/other/other.ts',
    'flow/re-exports.ts imports engine/flow-runner.ts',
  ]);
});
