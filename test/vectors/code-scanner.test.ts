import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { compileKernel } from '../../scripts/vectors/compile-kernel.ts';
import { compileScanKernel, createScanner } from '../../src/vectors/code-scanner.ts';
import { codeQuery, codeVector, widthOf } from '../../src/vectors/coded-vector.ts';
import { randomVectors } from './random-vectors.ts';

test('the committed WebAssembly is that of the text beside it', async () => {
  expect(await readFile(inProject('src', 'vectors', 'scan-kernel.ts'), 'utf8')).toBe(await compileKernel());
});

test.each([1, 15, 16, 17, 384, 1024])(
  'both loops give the same products in %i dimensions',
  async (dimensions) => {
    const kernel = await compileScanKernel();
    expect(kernel).toBeDefined();
    const vectors = randomVectors(50, dimensions);
    const query = codeQuery(randomVectors(1, dimensions, 2)[0] as Float32Array);
    const dots = [kernel, undefined].map((module) => {
      const scanner = createScanner(widthOf(dimensions), module);
      // Room that grows in steps: what was written before has to stay.
      for (const [row, vector] of vectors.entries()) {
        scanner.reserve(row + 1);
        scanner.write(row, codeVector(vector).codes);
      }
      return [...scanner.scan(query, vectors.length)];
    });
    expect(dots[0]).toEqual(dots[1]);
    const byHand = vectors.map((vector) =>
      codeVector(vector).codes.reduce((sum, value, i) => sum + value * (query.codes[i] ?? 0), 0),
    );
    expect(dots[0]).toEqual(byHand);
  },
);

test('the greatest products of 4,096 dimensions stay within 32 bits', async () => {
  const ones = new Float32Array(4096).fill(1);
  const query = codeQuery(ones);
  const scanner = createScanner(4096, await compileScanKernel());
  scanner.reserve(1);
  scanner.write(0, codeVector(ones).codes);
  const dots = scanner.scan(query, 1);
  expect((dots[0] ?? 0) * query.scale * codeVector(ones).scale).toBeCloseTo(4096, 0);
});
