import { expect, test } from 'vitest';
import { TokenText } from '../../../src/models/thread/tasks/generation/token-text.ts';

/** Tokens are bytes: every character but the plainest comes in several. */
const decode = (ids: readonly number[]): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(ids));
/** As Llama's: the space before the first word is left out. */
const words = ['▁Once', '▁upon', '▁a', '▁time', ',', '▁there'];
const decodeWords = (ids: readonly number[]): string =>
  ids
    .map((id) => words[id] ?? '')
    .join('')
    .replaceAll('▁', ' ')
    .replace(/^ /, '');

test('a text grows by whole characters, and by every one as soon as it is whole', () => {
  const text = 'aé日😀\nb';
  const tokens = new TokenText(decode, []);
  const pieces = [...new TextEncoder().encode(text)]
    .map((byte) => tokens.push(byte))
    .filter((piece) => piece !== '');
  expect(pieces).toEqual([...text]);
  expect(tokens.end()).toBe('');
});

test('bytes that never become a character are there at the end', () => {
  const tokens = new TokenText(decode, [0x61]);
  expect([0x62, 0xe6, 0x97].map((byte) => tokens.push(byte))).toEqual(['b', '', '']);
  expect(tokens.end()).toBe('\uFFFD');
});

test('the space between the prompt and the first word is kept', () => {
  const tokens = new TokenText(decodeWords, [0, 1]);
  expect([2, 3, 4, 5].map((id) => tokens.push(id))).toEqual([' a', ' time', ',', ' there']);
});

test('only the last tokens are read again, however long the text is', () => {
  let longest = 0;
  const tokens = new TokenText((ids) => {
    longest = Math.max(longest, ids.length);
    return decode(ids);
  }, []);
  for (let count = 0; count < 500; count++) expect(tokens.push(0x61)).toBe('a');
  expect(longest).toBeLessThan(10);
});
