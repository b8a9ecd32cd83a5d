import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../../scripts/project.ts';
import { FILTERS } from '../../src/expressions/filters/table.ts';
import { FUNCTIONS } from '../../src/expressions/functions/table.ts';
import { TESTS } from '../../src/expressions/tests/table.ts';
import { CONFIG, EXECUTION, FLOW_ERROR_HANDLING } from '../../src/flow/language/config-shape.ts';
import { FLOW } from '../../src/flow/language/flow-shape.ts';
import { INPUT, VALIDATION } from '../../src/flow/language/input-shape.ts';
import { RETRY, STEP } from '../../src/flow/language/step-shape.ts';

/** Documents to change: every flow of the fixtures and of the gallery. */
export function documents(): string[] {
  const folders = [inProject('test/fixtures/language'), inProject('flows')];
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('flow.yaml'))
      .sort()
      .map((path) => readFileSync(join(folder, path), 'utf8')),
  );
}

/** Templates to change: every one that stands in these documents, and some that go for what must not be reached. */
export function templates(): string[] {
  const found = documents().flatMap((text) =>
    [...text.matchAll(/"((?:[^"\\\n]|\\.)*\{[{%](?:[^"\\\n]|\\.)*)"/g)].map((match) => match[1] ?? ''),
  );
  return [...new Set([...found, ...HOSTILE])];
}

const HOSTILE = [
  '{{ inputs.text.constructor }}',
  '{{ inputs["__proto__"]["leak"] }}',
  '{{ inputs.map | map(attribute="leak") | list }}',
  '{{ inputs.list.leak | default("none") }}',
  '{{ steps.a.hasOwnProperty("x") }}',
  '{{ {"__proto__": {"leak": 1}}.leak }}',
  '{{ inputs.get("leak", "safe") }}',
  '{{ range(100000000) | list | length }}',
  '{{ "x" * 100000000 }}',
  '{{ [inputs.text] * 5000 | join("y" * 5000) }}',
  '{{ ((((((((((1)))))))))) }}',
];

const SECRET_NAMES = [
  'leak',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
];

/** Words that a document is made of. */
export const documentWords: readonly string[] = [
  ...[FLOW, STEP, INPUT, VALIDATION, CONFIG, EXECUTION, FLOW_ERROR_HANDLING, RETRY].flatMap(({ keys }) =>
    Object.keys(keys),
  ),
  ...['text_processor', 'data_combiner', 'echo', 'fail', 'flow', 'approval', 'inputs.text', 'steps.a.value'],
  ...['true', 'false', 'null', '0', '-1', '1.5', '3', '999999999', '[]', '{}', '[1, 2]', '&a', '*a', '!!str'],
  ...[
    'string',
    'integer',
    'array',
    'object',
    'file',
    'a',
    'b',
    'x',
    '"{{ item }}"',
    '"{{ 1 / 0 }}"',
    '2024-01-01',
  ],
  ...SECRET_NAMES,
];

/** Words that an expression is made of. */
export const templateWords: readonly string[] = [
  ...FILTERS.keys(),
  ...TESTS.keys(),
  ...FUNCTIONS.keys(),
  ...[
    'inputs',
    'inputs.text',
    'inputs.list',
    'inputs.map',
    'inputs.number',
    'steps.a',
    'steps.a.value',
    'flow.name',
  ],
  ...[
    'if',
    'else',
    'for',
    'in',
    'not',
    'and',
    'or',
    'is',
    'is not',
    'none',
    'true',
    '|',
    '~',
    '**',
    '//',
    '[0]',
    '[::-1]',
  ],
  ...[
    '0',
    '-1',
    '1.5',
    '1e308',
    '100000',
    "'x'",
    "''",
    '[1, 2]',
    "{'a': 1}",
    '}}',
    '{{',
    '{%',
    '%}',
    '{#',
    'endif',
    'endfor',
  ],
  ...SECRET_NAMES.map((name) => `.${name}`),
  ...SECRET_NAMES,
];
