import { expect, test } from 'vitest';
import { tokenBytes } from '../../../src/models/thread/tasks/generation/token-bytes.ts';

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
const bytesOf = (file: object): (number[] | undefined)[] =>
  Array.from(tokenBytes(file), (bytes) => (bytes === undefined ? undefined : [...bytes]));

test('tokens of a tokenizer in bytes are the bytes that their letters stand for', () => {
  const vocab = { 'a"': 0, Ġname: 1, Ċ: 2, 'å¹': 3, '<|end|>': 4, '¡': 5, Ń: 6 };
  const added_tokens = [{ id: 4, content: '<|end|>', special: true }];
  const found = bytesOf({ model: { vocab }, added_tokens, decoder: { type: 'ByteLevel' } });
  expect(found).toEqual([utf8('a"'), utf8(' name'), [10], [0xe5, 0xb9], undefined, [0xa1], [0xad]]);
});

test('tokens with a sign for spaces are their letters, and single bytes where they say so', () => {
  const decoder = {
    type: 'Sequence',
    decoders: [{ type: 'Replace', pattern: { String: '▁' }, content: ' ' }],
  };
  const added_tokens = [
    { id: 0, content: '<s>', special: true },
    { id: 4, content: '<tool>', special: false },
  ];
  const vocab = { '<s>': 0, '▁a▁日': 1, '<0x0A>': 2, '"': 3 };
  const expected = [undefined, utf8(' a 日'), [10], utf8('"'), utf8('<tool>')];
  expect(bytesOf({ model: { vocab }, added_tokens, decoder })).toEqual(expected);
  const list = Object.keys(vocab).map((token) => [token, -1]);
  expect(bytesOf({ model: { vocab: list }, added_tokens, decoder })).toEqual(expected);
});

test('a tokenizer of another kind is refused', () => {
  const file = { model: { vocab: { '##ing': 0 } }, decoder: { type: 'WordPiece', prefix: '##' } };
  expect(() => tokenBytes(file)).toThrowError(expect.objectContaining({ code: 'response_schema_invalid' }));
});
