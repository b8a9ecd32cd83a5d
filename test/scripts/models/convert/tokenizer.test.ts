import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { expect, test } from 'vitest';
import { tokenizerFile } from '../../../../scripts/models/convert/stories/tokenizer-file.ts';
import { readVocabulary } from '../../../../scripts/models/convert/stories/vocabulary.ts';
import { convertedFolder } from '../../../../scripts/models/converted-folder.ts';

const folder = convertedFolder('promptflow/stories15M');
const json = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'));
const file = await json('tokenizer.json');
const tokenizer = new Tokenizer(file, await json('tokenizer_config.json'));
const ids: ReadonlyMap<string, number> = new Map(Object.entries(file.model.vocab));

/** Pieces of this vocabulary have their places by how gladly they are put together; single characters come last. */
const FIRST_PIECE = 259;

/** As llama2.c does it: each character a token, then, as long as there are two that make a third, the best of these. */
function tokensByHand(text: string): number[] {
  const tokens = [...`▁${text.replaceAll(' ', '▁')}`].flatMap((character) => {
    const id = ids.get(character);
    // Byte by byte where there is no such character; the first byte has the place after the three marks.
    return id === undefined ? [...new TextEncoder().encode(character)].map((byte) => byte + 3) : [id];
  });
  const names = new Map([...ids].map(([name, id]) => [id, name]));
  for (;;) {
    let best = { id: Number.POSITIVE_INFINITY, at: -1 };
    for (const [at, token] of tokens.slice(0, -1).entries()) {
      const id = ids.get(`${names.get(token)}${names.get(tokens[at + 1] ?? 0)}`);
      if (id !== undefined && id >= FIRST_PIECE && id < best.id) best = { id, at };
    }
    if (best.at === -1) return [1, ...tokens];
    tokens.splice(best.at, 2, best.id);
  }
}

test.each([
  'Once upon a time, there was a little girl named Lily.',
  '"Can I have my ball back?" Tom asked the friendly dog.\nThe dog said: no!',
  'The unbelievably sleepy hippopotamus counted 12,345 stars.',
  'Zoë and José ate crème brûlée — twice…',
  'A cat 🐈 and a 犬.',
])('%s', (text) => {
  const { ids: found } = tokenizer.encode(text);
  expect(found).toEqual(tokensByHand(text));
  expect(tokenizer.decode(found, { skip_special_tokens: true })).toBe(text);
});

test('a vocabulary of llama2.c is read with its marks, bytes and spaces', () => {
  const pieces = ['<unk>', '\n<s>\n', '\n</s>\n', ...Array.from({ length: 256 }, () => 'x'), ' a', 'a', '﻿'];
  const encoder = new TextEncoder();
  const parts = pieces.flatMap((piece, at) => {
    const text = encoder.encode(piece);
    const head = new DataView(new ArrayBuffer(8));
    head.setFloat32(0, -at, true);
    head.setInt32(4, text.length, true);
    return [...new Uint8Array(head.buffer), ...text];
  });
  const read = readVocabulary(Uint8Array.from([0, 0, 0, 0, ...parts]), pieces.length);
  expect(read.slice(0, 4).map(({ text }) => text)).toEqual(['<unk>', '<s>', '</s>', '<0x00>']);
  expect(read[258]?.text).toBe('<0xFF>');
  expect(read.slice(259)).toEqual([
    { text: '▁a', score: -259 },
    { text: 'a', score: -260 },
    { text: '﻿', score: -261 },
  ]);
});

test('two pieces are merged by the score of what they make', () => {
  const piece = (text: string, score = 0) => ({ text, score });
  const marks = [piece('<unk>'), piece('<s>'), piece('</s>')];
  const { model } = tokenizerFile(
    [...marks, piece('abc', -2), piece('ab', -3), piece('bc', -1), ...'abc'].map((p) =>
      typeof p === 'string' ? piece(p, -9) : p,
    ),
  );
  expect(model.merges).toEqual(['b c', 'ab c', 'a bc', 'a b']);
});
