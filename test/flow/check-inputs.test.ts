import { expect, test } from 'vitest';
import { checkInputs, type InputDefinition } from '../../src/flow/index.ts';

const span = { line: 1, column: 1, endLine: 1, endColumn: 2 };
const input = (over: Partial<InputDefinition>): InputDefinition => ({
  name: 'x',
  type: 'string',
  required: true,
  validation: {},
  span,
  ...over,
});
const codes = (definition: InputDefinition, value: unknown): string[] =>
  checkInputs([definition], value === undefined ? {} : { x: value }).diagnostics.map(({ code }) => code);

const wav = new File(['x'.repeat(100)], 'a.wav', { type: 'audio/wav' });

test.each<[string, Partial<InputDefinition>, unknown, string[]]>([
  ['a text', {}, 'a', []],
  ['an empty text is a text', {}, '', []],
  ['missing', {}, undefined, ['input_missing']],
  ['missing, but not required', { required: false }, undefined, []],
  ['missing, but with a default', { required: false, default: 'd' }, undefined, []],
  ['a number for a text', {}, 5, ['input_wrong_type']],
  ['a text for a number', { type: 'float' }, '5', ['input_wrong_type']],
  ['not a number', { type: 'float' }, Number.NaN, ['input_wrong_type']],
  ['a fraction for an integer', { type: 'integer' }, 1.5, ['input_wrong_type']],
  ['a whole float', { type: 'integer' }, 2, []],
  ['a list for a map', { type: 'object' }, [], ['input_wrong_type']],
  ['one of', { enum: ['a', 'b'] }, 'c', ['input_not_allowed']],
  ['1 is not "1"', { type: 'integer', enum: ['1'] }, 1, ['input_not_allowed']],
  ['min_length counts characters', { validation: { min_length: 2 } }, '😀', ['input_out_of_range']],
  ['max_length', { validation: { max_length: 2 } }, 'abc', ['input_out_of_range']],
  ['pattern', { validation: { pattern: '^[a-z]+$' } }, 'A', ['input_not_allowed']],
  [
    'a catastrophic pattern ends',
    { validation: { pattern: '^(a+)+$' } },
    `${'a'.repeat(5000)}!`,
    ['input_not_allowed'],
  ],
  ['allowed_values', { validation: { allowed_values: [['a']] }, type: 'array' }, ['a'], []],
  ['forbidden_values', { validation: { forbidden_values: ['a'] } }, 'a', ['input_not_allowed']],
  ['minimum', { type: 'float', validation: { minimum: 1 } }, 0.5, ['input_out_of_range']],
  ['maximum', { type: 'float', validation: { maximum: 1 } }, 1, []],
  ['exclusive_minimum', { type: 'float', validation: { exclusive_minimum: 1 } }, 1, ['input_out_of_range']],
  ['exclusive_maximum', { type: 'float', validation: { exclusive_maximum: 1 } }, 1, ['input_out_of_range']],
  ['multiple_of', { type: 'float', validation: { multiple_of: 0.1 } }, 0.3, []],
  ['not a multiple_of', { type: 'float', validation: { multiple_of: 0.1 } }, 0.35, ['input_out_of_range']],
  ['min_items', { type: 'array', validation: { min_items: 1 } }, [], ['input_out_of_range']],
  ['max_items', { type: 'array', validation: { max_items: 1 } }, [1, 2], ['input_out_of_range']],
  ['unique_items', { type: 'array', validation: { unique_items: true } }, [1, 1], ['input_out_of_range']],
  ['item_type', { type: 'array', validation: { item_type: 'integer' } }, [1, 'a'], ['input_wrong_type']],
  [
    'required_properties',
    { type: 'object', validation: { required_properties: ['a'] } },
    {},
    ['input_missing'],
  ],
  [
    'allowed_properties',
    { type: 'object', validation: { allowed_properties: ['a'] } },
    { b: 1 },
    ['input_not_allowed'],
  ],
  ['a file', { type: 'file' }, wav, []],
  ['a file by content', { type: 'file' }, { content: 'x', filename: 'a.txt' }, []],
  ['a number is no file', { type: 'file' }, 5, ['input_wrong_type']],
  ['audio', { type: 'audio' }, wav, []],
  ['audio for an image', { type: 'image' }, wav, ['input_wrong_type']],
  ['a recording in a video container', { type: 'audio' }, new Blob(['x'], { type: 'video/webm' }), []],
  ['allowed_types', { type: 'file', validation: { allowed_types: ['image/*'] } }, wav, ['input_not_allowed']],
  [
    'allowed_types look past parameters and case',
    { type: 'audio', validation: { allowed_types: ['Audio/WebM'] } },
    new Blob(['x'], { type: 'audio/webm;codecs=opus' }),
    [],
  ],
  ['any type', { type: 'file', validation: { allowed_types: ['*/*'] } }, wav, []],
  [
    'a file kept without a type is judged when it is opened',
    { type: 'audio' },
    { kind: 'file', id: 'a', name: 'a.flac', type: 'application/octet-stream', size: 1, sha256: 'a' },
    [],
  ],
  [
    'allowed_extensions',
    { type: 'file', validation: { allowed_extensions: ['mp3'] } },
    wav,
    ['input_not_allowed'],
  ],
  ['min_size', { type: 'file', validation: { min_size: 101 } }, wav, ['input_out_of_range']],
  ['max_size', { type: 'file', validation: { max_size: 99 } }, wav, ['input_out_of_range']],
])('%s', (_, definition, value, expected) => {
  expect(codes(input(definition), value)).toEqual(expected);
});

test('defaults are filled in, and what is not given is null', () => {
  const definitions = [input({ required: false, default: 3 }), input({ name: 'y', required: false })];
  expect(checkInputs(definitions, {}).values).toEqual({ x: 3, y: null });
});
