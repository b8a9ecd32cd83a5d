import { expect, test } from 'vitest';
import { roundBlocks } from '../../../../scripts/models/convert/quantisation/round-blocks.ts';
import { roundChannels } from '../../../../scripts/models/convert/quantisation/round-channels.ts';

/** Two channels of eight: the first is small but for one weight, the second has nothing but zeros. */
const WEIGHTS = Float32Array.of(0.01, -0.02, 0.005, 0, 0.004, -0.001, 12.7, -0.3, 0, 0, 0, 0, 0, 0, 0, 0);

test('a weight is off by half a step of its channel at most', () => {
  const { bytes, scales } = roundChannels(WEIGHTS, 2);
  const made = WEIGHTS.map((_, at) => (bytes[at] ?? 0) * (scales[Math.floor(at / 8)] ?? 0));
  for (const [at, weight] of WEIGHTS.entries()) {
    expect(Math.abs((made[at] ?? 0) - weight)).toBeLessThanOrEqual(0.0501);
  }
  expect(bytes[6]).toBe(127);
  expect([...bytes.subarray(8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

test('in blocks one large weight makes the others coarse only beside it', () => {
  const { bytes, blockSteps, scales } = roundBlocks(WEIGHTS, 2, 4);
  const worth = (at: number) => (blockSteps[Math.floor(at / 4)] ?? 0) * (scales[Math.floor(at / 8)] ?? 0);
  const made = WEIGHTS.map((_, at) => (bytes[at] ?? 0) * worth(at));
  // The first block has none, and steps as small as there are: the 255th part of those of the channel.
  for (let at = 0; at < 4; at++) expect(Math.abs((made[at] ?? 0) - (WEIGHTS[at] ?? 0))).toBeLessThan(0.0002);
  expect(made[6]).toBeCloseTo(12.7, 4);
  expect([...made.subarray(8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

test('no weight is beyond reach of its block', () => {
  const weights = Float32Array.from({ length: 64 }, (_, at) => Math.sin(at * at) * (at + 1));
  const { bytes, blockSteps, scales } = roundBlocks(weights, 2, 8);
  for (const [at, weight] of weights.entries()) {
    const worth = (blockSteps[Math.floor(at / 8)] ?? 0) * (scales[Math.floor(at / 32)] ?? 0);
    expect(Math.abs((bytes[at] ?? 0) * worth - weight)).toBeLessThanOrEqual(worth * 0.501);
  }
});
