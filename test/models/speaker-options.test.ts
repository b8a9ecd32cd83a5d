import { expect, test } from 'vitest';
import { speakerOptions } from '../../src/models/thread/tasks/pipeline/speaker-options.ts';

const floats = Float32Array.of(0.5, -1);

test.each<[string, unknown]>([
  ['a list of numbers', [0.5, -1]],
  ['floats', floats],
  ['a file of them', new Blob([floats])],
])('a voice may be %s', async (_, speaker_embeddings) => {
  expect(await speakerOptions({ speaker_embeddings, speed: 2 })).toEqual({
    speaker_embeddings: floats,
    speed: 2,
  });
});

test('without a voice the options stay as they are', async () => {
  expect(await speakerOptions({ speed: 2 })).toEqual({ speed: 2 });
});

test.each([undefined, null])(
  'a voice that is %s is none, and is not handed on',
  async (speaker_embeddings) => {
    expect(await speakerOptions({ speaker_embeddings, speed: 2 })).toStrictEqual({ speed: 2 });
  },
);

test.each<[string, unknown]>([
  ['a text', 'https://example.org/voice.bin'],
  ['a list of texts', ['a']],
  ['a file of odd size', new Blob(['abcde'])],
  ['an empty file', new Blob()],
])('%s is no voice', async (_, speaker_embeddings) => {
  await expect(speakerOptions({ speaker_embeddings })).rejects.toMatchObject({
    code: 'input_mismatch',
    hint: expect.stringContaining('list of numbers'),
  });
});
