import { describe, expect, test } from 'vitest';
import { checkInput, readInput } from '../../src/executors/model-input.ts';
import { MODEL_TASKS, taskNamed } from '../../src/executors/model-tasks.ts';

const image = new Blob(['x'], { type: 'image/png' });

describe('reads', () => {
  test.each([
    ['the input itself', 'text-classification', 'hello', {}, { main: 'hello', besides: [], options: {} }],
    [
      'a map of it',
      'image-classification',
      { image },
      { top_k: 2 },
      { main: image, besides: [], options: { top_k: 2 } },
    ],
    [
      'what belongs to it from the map',
      'question-answering',
      { question: 'who', context: 'she' },
      { context: 'he' },
      { main: 'who', besides: ['she'], options: {} },
    ],
    [
      'what belongs to it from the options',
      'zero-shot-image-classification',
      image,
      { candidate_labels: ['a'], top_k: 1 },
      { main: image, besides: [['a']], options: { top_k: 1 } },
    ],
    [
      'samples of a sound',
      'audio-classification',
      Float32Array.of(0.5),
      {},
      { main: Float32Array.of(0.5), besides: [], options: {} },
    ],
  ] as const)('%s', (_, task, item, options, expected) => {
    expect(readInput(task, item, options)).toEqual(expected);
  });
});

test.each([
  ['fill-mask', [''], {}, 'input_required', 'Text input is required (input[0])'],
  ['image-to-text', undefined, {}, 'input_required', 'Image input is required'],
  ['audio-classification', new Float32Array(), {}, 'input_required', 'Audio input is required'],
  ['image-to-text', 'x', {}, 'input_mismatch', 'image-to-text takes an image file; input is a text.'],
  [
    'image-to-text',
    [image, { image: 3 }],
    {},
    'input_mismatch',
    'image-to-text takes an image file; input[1].image is a number.',
  ],
  ['fill-mask', image, {}, 'input_mismatch', 'fill-mask takes a text; input is a file of image/png.'],
  ['question-answering', 'who', {}, 'input_required', 'question-answering needs "context", a text.'],
  [
    'question-answering',
    { question: 'who', context: ['a'] },
    {},
    'input_mismatch',
    'question-answering takes a text as "context"; input.context is a list.',
  ],
  [
    'zero-shot-classification',
    'x',
    { candidate_labels: 'a' },
    'input_mismatch',
    'zero-shot-classification takes a list of labels as "candidate_labels"; options.candidate_labels is a text.',
  ],
  ['fill-mask', { txt: 'a' }, {}, 'input_mismatch', 'fill-mask takes no "txt" (input).'],
] as const)('%s with %j and %j is %s', (task, input, options, code, message) => {
  expect(() => checkInput(task, input, options)).toThrow(
    expect.objectContaining({ code, message, hint: expect.stringMatching(/./) }),
  );
});

test('names of tasks are read by their aliases, and never from what every object has', () => {
  expect(taskNamed('ner')).toBe('token-classification');
  for (const name of Object.keys(MODEL_TASKS)) expect(taskNamed(name)).toBe(name);
  for (const name of ['constructor', 'toString', '__proto__'])
    expect(() => taskNamed(name)).toThrow(expect.objectContaining({ code: 'task_unsupported' }));
});
