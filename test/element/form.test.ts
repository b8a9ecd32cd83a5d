import { describe, expect, it } from 'vitest';
import { acceptsFile } from '../../src/element/form/accepts-file.ts';
import { acceptOf, controlFor } from '../../src/element/form/control.ts';
import { type Draft, draftOf, startDrafts } from '../../src/element/form/draft.ts';
import { readDraft } from '../../src/element/form/read-draft.ts';
import { mergeFaults, readForm } from '../../src/element/form/read-form.ts';
import type { Diagnostic } from '../../src/errors/index.ts';
import type { InputDefinition, InputType } from '../../src/flow/inputs/input-definition.ts';

const span = { line: 1, column: 1, endLine: 1, endColumn: 2 };
const input = (type: InputType, more: Partial<InputDefinition> = {}): InputDefinition => ({
  name: 'it',
  type,
  required: true,
  validation: {},
  span,
  ...more,
});

describe('the control of an input', () => {
  it.each([
    ['text', input('string')],
    ['text', input('string', { validation: { max_length: 2000 } })],
    ['line', input('string', { validation: { max_length: 80 } })],
    ['number', input('integer')],
    ['number', input('float')],
    ['switch', input('boolean')],
    ['segments', input('string', { enum: ['a', 'b'] })],
    ['segments', input('integer', { enum: [1, 2] })],
    ['segments', input('string', { validation: { allowed_values: ['a', 'b'] } })],
    ['select', input('string', { enum: ['a', 'b', 'c', 'd', 'e'] })],
    ['select', input('string', { enum: ['a rather long choice', 'another long choice'] })],
    ['select', input('string', { enum: ['a', 'b'], required: false })],
    ['list', input('array')],
    ['object', input('object')],
    ['file', input('file')],
    ['file', input('image')],
    ['file', input('audio')],
  ])('is a %s', (control, definition) => expect(controlFor(definition)).toBe(control));

  it('accepts files by type and ending', () => {
    expect(acceptOf(input('audio'))).toBe('audio/*');
    const csv = input('file', {
      validation: { allowed_types: ['text/csv'], allowed_extensions: ['csv', '.tsv'] },
    });
    expect(acceptOf(csv)).toBe('text/csv,.csv,.tsv');
    expect(acceptsFile('audio/*', { name: 'a.wav', type: 'audio/wav' })).toBe(true);
    expect(acceptsFile('.CSV', { name: 'a.csv', type: '' })).toBe(true);
    expect(acceptsFile('text/csv', { name: 'a.png', type: 'image/png' })).toBe(false);
    expect(acceptsFile('', { name: 'a', type: '' })).toBe(true);
  });
});

describe('a value becomes a draft and a value again', () => {
  it.each<[unknown, InputDefinition]>([
    ['two\nlines', input('string')],
    [0.25, input('float')],
    [0, input('integer')],
    [false, input('boolean')],
    [2, input('integer', { enum: [1, 2, 3] })],
    [['a', 'b c'], input('array')],
    [[1, 2.5], input('array', { validation: { item_type: 'float' } })],
    [[{ a: 1 }, 'x'], input('array')],
    [['with\nbreak'], input('array')],
    [[1, 2], input('array')],
    [{ a: [1] }, input('object')],
  ])('%o', (value, definition) => {
    expect(readDraft(definition, draftOf(definition, value))).toEqual({ given: true, value });
  });
});

describe('reading fields', () => {
  const text = (value: string, more: { unreadable?: boolean } = {}): Draft => ({
    kind: 'text',
    text: value,
    ...more,
  });
  const json = (value: string): Draft => ({ kind: 'list', text: value, format: 'json' });

  it('leaves out what is empty', () => {
    expect(readDraft(input('string'), text(''))).toEqual({ given: false });
    expect(readDraft(input('float'), text(''))).toEqual({ given: false });
    expect(readDraft(input('file'), { kind: 'file' })).toEqual({ given: false });
    expect(readDraft(input('string', { enum: ['a'] }), { kind: 'choice', index: -1 })).toEqual({
      given: false,
    });
  });

  it('keeps an emptied default empty, for texts only', () => {
    expect(readDraft(input('string', { default: 'x' }), text(''))).toEqual({ given: true, value: '' });
    expect(readDraft(input('float', { default: 1 }), text(''))).toEqual({ given: false });
  });

  it('says what cannot be read, and hands on a value that the engine refuses too', () => {
    const faults = [
      readDraft(input('integer'), text('', { unreadable: true })),
      readDraft(input('object'), text('{a}')),
      readDraft(input('object'), text('[1]')),
      readDraft(input('array'), json('{}')),
      readDraft(input('array', { validation: { item_type: 'integer' } }), {
        kind: 'list',
        text: '1\nx',
        format: 'lines',
      }),
    ];
    for (const reading of faults) expect(reading).toMatchObject({ given: true, fault: expect.any(String) });
  });

  it('takes all fields at once, defaults and presets filled in', () => {
    const inputs = [
      input('string', { name: 'message' }),
      input('integer', { name: 'count', default: 3 }),
      input('object', { name: 'options' }),
    ];
    const drafts = { ...startDrafts(inputs, { message: 'hello' }), options: text('{') };
    const { values, faults } = readForm(inputs, drafts);
    expect(values).toEqual({ message: 'hello', count: 3, options: '{' });
    expect(Object.keys(faults)).toEqual(['options']);
  });

  it('puts the faults of the engine beside their fields; its own say it better', () => {
    const fault = (name: string, message: string, hint?: string): Diagnostic => ({
      code: 'input_missing',
      severity: 'error',
      message,
      span,
      input: name,
      ...(hint === undefined ? {} : { hint }),
    });
    const merged = mergeFaults({ options: ['No JSON.'] }, [
      fault('options', 'Wrong type.'),
      fault('message', 'Missing.', 'Write one.'),
      fault('message', 'Too short.'),
    ]);
    expect(merged).toEqual({ options: ['No JSON.'], message: ['Missing. Write one.', 'Too short.'] });
  });
});
