import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StopFilter } from '../../../src/models/thread/tasks/generation/stop-filter.ts';

/** What is seen of a text that comes in pieces, at the end and after each of them. */
function show(pieces: readonly string[], stops: readonly string[]) {
  const filter = new StopFilter(stops);
  let seen = '';
  const partial: string[] = [];
  for (const piece of pieces) {
    seen += filter.push(piece);
    partial.push(seen);
    if (filter.isStopped) break;
  }
  return { text: seen + filter.end(), partial, isStopped: filter.isStopped };
}

test.each([
  ['in one piece', ['Hello\nUser: who'], ['\nUser:'], 'Hello', true],
  ['over several', ['Hello', '\n', 'Us', 'er', ': who'], ['\nUser:'], 'Hello', true],
  ['begun and not ended', ['Hello', '\n', 'Us', 'ing'], ['\nUser:'], 'Hello\nUsing', false],
  ['begun at the end', ['Hello', '\n', 'Us'], ['\nUser:'], 'Hello\nUs', false],
  ['begun anew within itself', ['aa', 'a', 'b!'], ['aab'], 'a', true],
  ['the first of several', ['one two three'], ['three', 'two'], 'one ', true],
  ['none', ['one', ' two'], [], 'one two', false],
])('a stop sequence %s', (_, pieces, stops, text, isStopped) => {
  expect(show(pieces, stops)).toMatchObject({ text, isStopped });
});

test('whatever the pieces: the text ends before the first stop sequence, and no part of one is ever seen', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(letters), fc.array(letters.filter((stop) => stop !== '')), (pieces, stops) => {
      const { text, partial, isStopped } = show(pieces, stops);
      const all = pieces.join('');
      // As soon as one is whole it counts, so that another which would have begun before and ended after does not.
      const ends = stops.map((stop) => all.indexOf(stop)).filter((at) => at !== -1);
      if (ends.length === 0) expect(text).toBe(all);
      expect(isStopped).toBe(ends.length > 0);
      expect(all.startsWith(text)).toBe(true);
      for (const seen of [...partial, text]) {
        expect(text.startsWith(seen)).toBe(true);
        for (const stop of stops) expect(seen.includes(stop)).toBe(false);
      }
    }),
  );
});
