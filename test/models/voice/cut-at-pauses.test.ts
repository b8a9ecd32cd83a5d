import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutAtPauses } from '../../../src/models/thread/tasks/voice/cut-at-pauses.ts';

const speech = (...times: [number, number][]) => times.map(([start, end]) => ({ start, end }));

test('what fits is one piece, without the silence around it', () => {
  expect(cutAtPauses(speech([2, 5], [6, 29]), 30)).toEqual(speech([2, 29]));
  expect(cutAtPauses([], 30)).toEqual([]);
});

test('a cut is made at the widest pause of the second half', () => {
  const heard = speech([0, 5], [9, 17], [19, 22], [22.5, 28], [28.4, 40]);
  expect(cutAtPauses(heard, 30)).toEqual(speech([0, 17], [19, 40]));
});

test('speech without a pause that is too long is a piece of its own', () => {
  expect(cutAtPauses(speech([0, 4], [5, 60], [61, 64]), 30)).toEqual(speech([0, 4], [5, 60], [61, 64]));
});

test('whatever was heard lies in exactly one piece, and no piece that has a pause in it is too long', () => {
  const stretch = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 400 }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 40 }), (drawn) => {
      let now = 0;
      const heard = drawn.map(([pause, length]) => {
        const start = now + pause;
        now = start + length;
        return { start, end: now };
      });
      const pieces = cutAtPauses(heard, 300);
      for (const each of heard) {
        const around = pieces.filter(({ start, end }) => start <= each.start && each.end <= end);
        expect(around).toHaveLength(1);
      }
      for (const piece of pieces) {
        const inside = heard.filter(({ start, end }) => piece.start <= start && end <= piece.end);
        if (inside.length > 1) expect(piece.end - piece.start).toBeLessThanOrEqual(300);
      }
    }),
  );
});
