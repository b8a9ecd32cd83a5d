import { describe, expect, test } from 'vitest';
import { runExecutor } from '../../src/engine/index.ts';
import { TextProcessor } from '../../src/executors/text-processor/text-processor.ts';

const outcome = async (config: Record<string, unknown>) => {
  const result = await runExecutor(new TextProcessor(), config);
  return result.success ? result.outputs : result.error;
};

describe("the guide's unit tests", () => {
  test('successful execution', async () => {
    const result = await runExecutor(new TextProcessor(), { text: 'test input', operation: 'uppercase' });
    expect(result).toMatchObject({
      success: true,
      outputs: { processed_text: 'TEST INPUT', original_length: 10, operation_used: 'uppercase' },
    });
  });

  test('missing input', async () => {
    for (const config of [{}, { text: '' }]) {
      expect(await outcome(config)).toMatchObject({
        message: expect.stringMatching(/text input is required/i),
      });
    }
  });

  test('invalid operation', async () => {
    const error = await outcome({ text: 'test input', operation: 'invalid_operation' });
    expect(error).toMatchObject({
      message: expect.stringContaining('Unsupported operation: invalid_operation'),
    });
  });
});

test.each<[string, Record<string, unknown>, unknown]>([
  ['uppercase is the default', { text: 'straße' }, 'STRASSE'],
  ['lowercase', { text: 'ÀB', operation: 'lowercase' }, 'àb'],
  ['title_case', { text: "o'neil's élan vital", operation: 'title_case' }, "O'neil's Élan Vital"],
  ['trim', { text: '  a \n', operation: 'trim' }, 'a'],
  ['reverse keeps what belongs together', { text: 'ne\u0301👍🏽', operation: 'reverse' }, '👍🏽e\u0301n'],
  ['word_count', { text: ' one  two\nthree ', operation: 'word_count' }, 3],
  ['word_count of blanks', { text: '  ', operation: 'word_count' }, 0],
  ['char_count counts what is seen', { text: 'e\u0301👍🏽', operation: 'char_count' }, 2],
  ['sentences', { text: 'One. Two? Three', operation: 'sentences' }, ['One.', 'Two?', 'Three']],
  [
    'chunk cuts at spaces',
    { text: 'aaa bbb ccc', operation: 'chunk', chunk: { size: 8 } },
    ['aaa bbb', 'ccc'],
  ],
  [
    'chunk cuts a long word',
    { text: 'abcdefgh', operation: 'chunk', chunk: { size: 3 } },
    ['abc', 'def', 'gh'],
  ],
  [
    'chunk with overlap',
    { text: 'abcdef', operation: 'chunk', chunk: { size: 4, overlap: 2 } },
    ['abcd', 'cdef'],
  ],
  ['replace', { text: 'a1b22', operation: 'replace', replace: { pattern: '[0-9]+', with: '#' } }, 'a#b#'],
  [
    'replace with a group',
    { text: 'ab', operation: 'replace', replace: { pattern: '(a)(b)', with: '$2$1' } },
    'ba',
  ],
  ['extract', { text: 'a1b22', operation: 'extract', extract: { pattern: '[0-9]+' } }, ['1', '22']],
  ['template', { text: '$& x', operation: 'template', template: '<{text}> {text}' }, '<$& x> $& x'],
])('%s', async (_, config, expected) => {
  expect(await outcome(config)).toMatchObject({ processed_text: expected });
});

test.each<[string, Record<string, unknown>, string]>([
  ['a pattern that cannot be read', { operation: 'extract', extract: { pattern: '(' } }, 'invalid_pattern'],
  ['an operation without its key', { operation: 'replace' }, 'invalid_config'],
  ['a chunk that never moves on', { operation: 'chunk', chunk: { size: 5, overlap: 5 } }, 'invalid_config'],
  ['a number as the text', { text: 5 }, 'invalid_config'],
])('%s', async (_, config, code) => {
  expect(await outcome({ text: 'x', ...config })).toMatchObject({ code });
});

test('a catastrophic pattern ends', async () => {
  const config = { text: `${'a'.repeat(20_000)}!`, operation: 'extract', extract: { pattern: '(a+)+$' } };
  expect(await outcome(config)).toMatchObject({ processed_text: [] });
});
