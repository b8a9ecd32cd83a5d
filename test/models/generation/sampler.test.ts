import { expect, test } from 'vitest';
import { drawToken, likeliest, type Sampling } from '../../../src/models/thread/tasks/generation/sampler.ts';

const plain: Sampling = { temperature: 1, topK: 0, topP: 1 };
/** Four tokens that are likely by 0.4, 0.3, 0.2 and 0.1, and one that must not come. */
const scores = Float32Array.from([0.3, 0.1, 0, 0.4, 0.2], Math.log);

/** How often each token comes when the random numbers are spread evenly. */
function shares(sampling: Sampling): readonly number[] {
  const draws = 10_000;
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
  for (const [token, share] of shares({ ...plain, ...sampling }).entries()) {
    expect(share).toBeCloseTo(expected[token] ?? 0, 3);
  }
});

test('of equal scores the first come into top_k, and the first is the likeliest', () => {
  const equal = new Float32Array(10);
  expect(likeliest(equal)).toBe(0);
  const drawn = [0.1, 0.4, 0.9].map((random) => drawToken(equal, { ...plain, topK: 3 }, random));
  expect(drawn).toEqual([0, 1, 2]);
});

test('a random number next to one draws the last token that may come, whatever rounding leaves', () => {
  expect(drawToken(scores, plain, 1 - Number.EPSILON / 2)).toBe(4);
  expect(drawToken(Float32Array.of(Number.NEGATIVE_INFINITY, -1e30), plain, 0.5)).toBe(1);
});
