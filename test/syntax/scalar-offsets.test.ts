import { expect, test } from 'vitest';
import { entryOf, parseDocument, type ScalarNode } from '../../src/syntax/index.ts';

/** The text at the place that `spanOf` gives for a part of a value: it has to be that part as it was written. */
function writtenAt(document: string, part: string): string {
  const { root } = parseDocument(document);
  if (root?.kind !== 'map') throw new Error('no map');
  const node = entryOf(root, 'key')?.value as ScalarNode;
  const value = String(node.value);
  const start = value.indexOf(part);
  expect(start).toBeGreaterThanOrEqual(0);
  const { line, column, endLine, endColumn } = node.spanOf(start, start + part.length);
  const lines = document.split('\n');
  if (line === endLine) return (lines[line - 1] ?? '').slice(column - 1, endColumn - 1);
  return [(lines[line - 1] ?? '').slice(column - 1), (lines[endLine - 1] ?? '').slice(0, endColumn - 1)].join(
    '|',
  );
}

test.each([
  ['plain', 'key: hello {{ inputs.x }} there', '{{ inputs.x }}'],
  ['plain over lines', 'key: hello\n  {{ inputs.x }}\n  there', 'inputs.x'],
  ['plain over an empty line', 'key: hello\n\n  {{ inputs.x }}', 'inputs.x'],
  ['double quotes', 'key: "hello {{ inputs.x }}"', 'inputs.x'],
  ['double quotes with escapes before', 'key: "tab\\t quote\\" uni\\u00e9 {{ inputs.x }}"', 'inputs.x'],
  ['double quotes joined by a backslash', 'key: "hello \\\n  {{ inputs.x }}"', 'inputs.x'],
  ['double quotes folded', 'key: "hello\n  there {{ inputs.x }}"', 'inputs.x'],
  ['single quotes', "key: 'hello {{ inputs.x }}'", 'inputs.x'],
  ['single quotes doubled', "key: 'it''s {{ inputs.x }}'", 'inputs.x'],
  ['a literal block', 'key: |\n  first\n    indented\n  {{ inputs.x }}\n', 'inputs.x'],
  ['a literal block, indented by hand', 'key: |2-\n   first\n   {{ inputs.x }}', 'inputs.x'],
  ['a folded block', 'key: >-\n  first\n  second {{ inputs.x }}\n', 'inputs.x'],
  ['a folded block after an empty line', 'key: >\n  first\n\n  second {{ inputs.x }}\n', 'inputs.x'],
  ['an emoji before', 'key: "😀 {{ inputs.x }}"', 'inputs.x'],
  ['an escaped emoji before', 'key: "\\U0001F600 {{ inputs.x }}"', 'inputs.x'],
])('a part of a value is found where it was written: %s', (_, document, part) => {
  expect(writtenAt(document, part)).toBe(part);
});

test('Windows line ends do not move a place', () => {
  expect(writtenAt('key: |\r\n  first\r\n  {{ inputs.x }}\r\n', 'inputs.x')).toBe('inputs.x');
});
