import { expect, test } from 'vitest';
import { findSpeech } from '../../../src/models/thread/tasks/voice/find-speech.ts';

/** Frames of a tenth of a second, as far as they are given: `.` is silence, `#` speech, `-` a voice that sinks. */
const LIKELIHOODS: Readonly<Record<string, number>> = { '.': 0.02, '-': 0.4, '#': 0.9 };

function find(frames: string, changed: { minSpeech?: number; minSilence?: number; threshold?: number } = {}) {
  const likelihoods = [...frames].map((frame) => LIKELIHOODS[frame] ?? 0);
  const options = { threshold: 0.5, minSpeech: 0.25, minSilence: 0.25, ...changed };
  const found = findSpeech(likelihoods, 0.1, frames.length / 10, options);
  return found.map(({ start, end }) => [Number(start.toFixed(2)), Number(end.toFixed(2))]);
}

test.each<[string, number[][]]>([
  ['..........', []],
  // A margin of a tenth of a second on each side, for the soft sounds.
  ['...####...', [[0.2, 0.8]]],
  ['####......', [[0, 0.5]]],
  ['......####', [[0.5, 1]]],
  ['...##.....', []],
  ['###..###..', [[0, 0.9]]],
  [
    '###.....###',
    [
      [0, 0.4],
      [0.7, 1.1],
    ],
  ],
  // It goes on while it only sinks, and does not begin so.
  ['..###--...', [[0.1, 0.8]]],
  ['..--###...', [[0.3, 0.8]]],
])('%s', (frames, expected) => {
  expect(find(frames)).toEqual(expected);
});

test('two stretches that stand close share the pause between them', () => {
  expect(find('###.###', { minSilence: 0.05 })).toEqual([
    [0, 0.35],
    [0.35, 0.7],
  ]);
});

test('what is too short or too unlikely is as the caller says', () => {
  expect(find('...##.....', { minSpeech: 0.1 })).toEqual([[0.2, 0.6]]);
  expect(find('...---....', { threshold: 0.3 })).toEqual([[0.2, 0.7]]);
});
