import { describe, expect, test } from 'vitest';
import { compileScanKernel, createScanner } from '../../src/vectors/code-scanner.ts';
import { codeQuery, codeVector, widthOf } from '../../src/vectors/coded-vector.ts';
import { dot } from '../../src/vectors/dot.ts';
import { type RankedRow, rankCandidates } from '../../src/vectors/rank-candidates.ts';
import { shortlist } from '../../src/vectors/shortlist.ts';
import { numbersFrom, randomVectors } from './random-vectors.ts';

const kernel = await compileScanKernel();

interface Wanted {
  readonly count: number;
  readonly minScore?: number;
  readonly accept?: (row: number) => boolean;
}

function search(
  vectors: readonly Float32Array[],
  query: Float32Array,
  wanted: Wanted,
): { readonly ranked: readonly RankedRow[]; readonly looked: number } {
  const coded = vectors.map(codeVector);
  const scanner = createScanner(widthOf(query.length), kernel);
  scanner.reserve(vectors.length);
  for (const [row, { codes }] of coded.entries()) scanner.write(row, codes);
  const codedQuery = codeQuery(query);
  const candidates = shortlist({
    ...wanted,
    query: codedQuery,
    dots: scanner.scan(codedQuery, vectors.length),
    scales: Float32Array.from(coded, ({ scale }) => scale),
    errors: Float32Array.from(coded, ({ error }) => error),
  });
  const vectorOf = (row: number): Float32Array => vectors[row] as Float32Array;
  const tie = (a: number, b: number): number => b - a;
  return {
    ranked: rankCandidates({ ...wanted, query, candidates, vectorOf, tie }),
    looked: candidates.length,
  };
}

/** What nobody can doubt: every score, sorted. */
function byHand(vectors: readonly Float32Array[], query: Float32Array, wanted: Wanted): RankedRow[] {
  const { count, minScore = -Infinity, accept = () => true } = wanted;
  return vectors
    .map((vector, row) => ({ row, score: dot(query, vector) }))
    .filter(({ row, score }) => accept(row) && score >= minScore)
    .sort((a, b) => b.score - a.score || b.row - a.row)
    .slice(0, count);
}

describe('the top k is exactly that of all scores', () => {
  test.each([
    ['near and far vectors', 384, 1],
    ['few dimensions', 3, 2],
    ['dimensions that fill no whole step', 50, 3],
  ] as const)('%s', (_, dimensions, seed) => {
    const vectors = randomVectors(3000, dimensions, seed);
    for (const query of randomVectors(40, dimensions, seed + 100)) {
      for (const count of [1, 10]) {
        const { ranked, looked } = search(vectors, query, { count });
        expect(ranked).toEqual(byHand(vectors, query, { count }));
        if (dimensions === 384) expect(looked).toBeLessThan(vectors.length / 4);
      }
    }
  });

  test('vectors that differ by less than the codes can tell', () => {
    const [base] = randomVectors(1, 64) as [Float32Array];
    const next = numbersFrom(9);
    const vectors = Array.from({ length: 2000 }, () => base.map((value) => value + 1e-4 * next()));
    expect(search(vectors, base, { count: 10 }).ranked).toEqual(byHand(vectors, base, { count: 10 }));
  });

  test('the same vector many times: those that the tie puts first', () => {
    const [base, other] = randomVectors(2, 64) as [Float32Array, Float32Array];
    const vectors = Array.from({ length: 100 }, (_, row) => (row % 3 === 0 ? base : other));
    const { ranked } = search(vectors, base, { count: 4 });
    expect(ranked.map(({ row }) => row)).toEqual([99, 96, 93, 90]);
  });

  test('vectors of all lengths, and none', () => {
    const vectors = randomVectors(500, 32).map((vector, row) =>
      vector.map((value) => value * (row % 7) * 10 ** (row % 5)),
    );
    for (const query of randomVectors(10, 32, 5)) {
      expect(search(vectors, query, { count: 20 }).ranked).toEqual(byHand(vectors, query, { count: 20 }));
    }
  });

  test('only rows that are accepted, only those that score enough', () => {
    const vectors = randomVectors(2000, 384);
    const wanted = { count: 10, minScore: 0.3, accept: (row: number) => row % 5 === 3 };
    for (const query of randomVectors(20, 384, 77)) {
      expect(search(vectors, query, wanted).ranked).toEqual(byHand(vectors, query, wanted));
    }
  });

  test('fewer rows than are wanted, or none', () => {
    const vectors = randomVectors(3, 16);
    const [query] = randomVectors(1, 16, 4) as [Float32Array];
    expect(search(vectors, query, { count: 10 }).ranked).toEqual(byHand(vectors, query, { count: 10 }));
    expect(search([], query, { count: 10 }).ranked).toEqual([]);
  });
});

test('the error of a code is never less than what it leaves out', () => {
  for (const vector of randomVectors(200, 100)) {
    const { codes, scale, error } = codeVector(vector);
    const lost = Math.sqrt(vector.reduce((sum, value, i) => sum + (value - (codes[i] ?? 0) * scale) ** 2, 0));
    expect(Math.fround(error)).toBeGreaterThanOrEqual(lost);
    expect(error).toBeLessThan(lost * 1.001);
  }
});
