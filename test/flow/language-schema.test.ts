import { readdirSync, readFileSync } from 'node:fs';
import { type Schema, Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inProject } from '../../scripts/project.ts';
import { builtinRegistry } from '../../src/executors/builtin.ts';
import { languageSchema } from '../../src/flow/index.ts';

const registry = builtinRegistry();
const schema = languageSchema(registry.list());
const validator = new Validator(schema as Schema, '7', false);
const faults = (text: string): string[] =>
  validator.validate(parse(text)).errors.map(({ instanceLocation, error }) => `${instanceLocation} ${error}`);

const withStep = (...lines: string[]) =>
  `name: f\nsteps:\n  - name: a\n    executor: text_processor\n${lines.map((line) => `    ${line}\n`).join('')}`;

describe('takes', () => {
  test.each(readdirSync(inProject('flows')))('flows/%s', (name) => {
    expect(faults(readFileSync(inProject('flows', name, 'flow.yaml'), 'utf8'))).toEqual([]);
  });

  test.each([
    [
      'a step with everything',
      withStep(
        'config: {text: x}',
        'depends_on: a',
        'condition: true',
        'foreach: "{{ inputs.list }}"',
        'concurrency: 2',
        'on_item_error: keep',
        'retry: {max_attempts: 2, jitter: 0.2, retry_on_errors: [network]}',
        'timeout: {attempt: 1, total: 5}',
        'error_handling: {on_failure: continue, fallback_value: {x: 1}}',
        'cache: {ttl: 5, key: "{{ inputs.x }}"}',
        'outputs: [processed_text]',
        'priority: high',
      ),
    ],
    [
      'templates where the executor wants a number',
      withStep('config: {text: x, operation: chunk, chunk: {size: "{{ inputs.n }}"}}'),
    ],
    [
      'a template for one of two numbers',
      'name: f\nsteps: [{name: a, executor: image_handler, config: {image_path: x, resize: ["{{ inputs.w }}", null]}}]',
    ],
    ['an executor of the page', 'name: f\nsteps: [{name: a, executor: mine, config: {anything: 1}}]'],
    ['steps in a group', 'name: f\nsteps: [{name: g, type: parallel, steps: [{name: a, executor: mine}]}]'],
    ['bare inputs', 'name: f\ninputs: [text, {name: n, type: number, validation: {minimum: 1}}]\nsteps: []'],
  ])('%s', (_, text) => {
    expect(faults(text)).toEqual([]);
  });
});

describe('refuses', () => {
  test.each([
    ['no steps', 'name: f', '"steps"'],
    ['an unknown key', 'name: f\nstesp: []\nsteps: []', '/stesp'],
    ['an unknown key of a step', withStep('config: {text: x}', 'retires: 3'), '/retires'],
    ['a key that the executor needs', withStep('config: {}'), '"text"'],
    ['an unknown key of the config', withStep('config: {text: x, operaton: trim}'), '/operaton'],
    ['a choice that is none', withStep('config: {text: x, operation: shout}'), '/operation'],
    ['a number out of range', withStep('config: {text: x}', 'concurrency: 0'), '/concurrency'],
    ['a group without steps', 'name: f\nsteps: [{name: g, type: parallel}]', 'executor'],
    ['a wrong input type', 'name: f\ninputs: [{name: a, type: strnig}]\nsteps: []', '/type'],
  ])('%s', (_, text, expected) => {
    expect(faults(text).join('\n')).toContain(expected);
  });
});

test('every key says what it means, and names every executor', () => {
  const undescribed: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { properties } = value as { properties?: Record<string, { description?: string }> };
    for (const [key, member] of Object.entries(properties ?? {})) {
      const isCondition = path.endsWith('/if');
      if (!isCondition && typeof member === 'object' && !member.description)
        undescribed.push(`${path}/${key}`);
    }
    for (const [key, member] of Object.entries(value)) look(member, `${path}/${key}`);
  };
  look(schema, '');
  expect(undescribed).toEqual([]);
  const text = JSON.stringify(schema);
  for (const name of registry.names()) expect(text).toContain(`"const":"${name}"`);
});
