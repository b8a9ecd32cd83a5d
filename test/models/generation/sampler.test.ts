import fc from 'fast-check';
import { expect, test } from 'vitest';
import { highest } from '../../../src/models/thread/tasks/generation/highest.ts';
import { drawToken, likeliest, type Sampling } from '../../../src/models/thread/tasks/generation/sampler.ts';

const plain: Sampling = { temperature: 1, topK: 0, topP: 1 };
/** The same in a vocabulary that is large enough to be sorted instead. */
const manyMore = new Float32Array(5000).fill(Number.NEGATIVE_INFINITY);
/** Four tokens that are likely by 0.4, 0.3, 0.2 and 0.1, and one that must not come. */
const scores = Float32Array.from([0.3, 0.1, 0, 0.4, 0.2], Math.log);

/** How often each token comes when the random numbers are spread evenly. */
function shares(sampling: Sampling, scores: Float32Array): readonly number[] {
  const draws = 1000;
  const counts = [0, 0, 0, 0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const token = drawToken(scores, sampling, (draw + 0.5) / draws);
    counts[token] = (counts[token] ?? 0) + 1;
  }
  return counts.map((count) => count / draws);
}

test.each<[string, Partial<Sampling>, number[]]>([
  ['each as it is likely', {}, [0.3, 0.1, 0, 0.4, 0.2]],
  ['only the two likeliest', { topK: 2 }, [3 / 7, 0, 0, 4 / 7, 0]],
  ['all where top_k is more than there are', { topK: 50 }, [0.3, 0.1, 0, 0.4, 0.2]],
  ['those that together have 0.6', { topP: 0.6 }, [3 / 7, 0, 0, 4 / 7, 0]],
  ['those that together have 0.75', { topP: 0.75 }, [3 / 9, 0, 0, 4 / 9, 2 / 9]],
  ['the likeliest where top_p is next to nothing', { topP: 1e-9 }, [0, 0, 0, 1, 0]],
  ['first the likeliest, and of those a share', { topK: 2, topP: 0.5 }, [0, 0, 0, 1, 0]],
  // Likelihoods to the power of two, made to add up to one again.
  ['likely ones more often when it is cold', { temperature: 0.5 }, [9 / 30, 1 / 30, 0, 16 / 30, 4 / 30]],
])('draws %s', (_, sampling, expected) => {
  manyMore.set(scores);
  for (const vocabulary of [scores, manyMore]) {
    for (const [token, share] of shares({ ...plain, ...sampling }, vocabulary).entries()) {
      expect(share).toBeCloseTo(expected[token] ?? 0, 2);
    }
  }
});

test('of equal scores the first come into top_k, and the first is the likeliest', () => {
  const equal = new Float32Array(10);
  expect(likeliest(equal)).toBe(0);
  const drawn = [0.1, 0.4, 0.9].map((random) => drawToken(equal, { ...plain, topK: 3 }, random));
  expect(drawn).toEqual([0, 1, 2]);
});

test('a random number next to one draws the least likely token, whatever rounding leaves', () => {
  expect(drawToken(scores, plain, 1 - Number.EPSILON / 2)).toBe(1);
  expect(drawToken(Float32Array.of(Number.NEGATIVE_INFINITY, -1e30), plain, 0.5)).toBe(1);
});

test('the highest scores are found in order, of equal ones the first first', () => {
  const score = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(Number.NEGATIVE_INFINITY));
  fc.assert(
    fc.property(fc.array(score, { maxLength: 60 }), fc.integer({ min: 1, max: 70 }), (values, count) => {
      const ordered = [...values.keys()]
        .filter((id) => (values[id] ?? 0) > Number.NEGATIVE_INFINITY)
        .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
      const found = highest(Float32Array.from(values), count);
      expect(found).toEqual(ordered.slice(0, count));
    }),
  );
});

test('of equal tokens a share is made up by the first of them', () => {
  const even = new Float32Array(10_000);
  const draw = (sampling: Partial<Sampling>, random: number) =>
    drawToken(even, { ...plain, ...sampling }, random);
  expect([0, 0.5, 0.9999].map((random) => draw({ topP: 0.5 }, random))).toEqual([0, 2500, 4999]);
  expect([0, 0.5, 0.9999].map((random) => draw({ topK: 4000 }, random))).toEqual([0, 2000, 3999]);
  expect([0, 0.5, 0.9999].map((random) => draw({ topK: 4000, topP: 0.5 }, random))).toEqual([0, 1000, 1999]);
});
