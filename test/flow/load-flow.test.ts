import { describe, expect, test } from 'vitest';
import { builtinRegistry } from '../../src/executors/builtin.ts';
import { loadFlow } from '../../src/flow/index.ts';

const registry = builtinRegistry();
const told = (text: string): string[] =>
  loadFlow(text, registry).diagnostics.map(
    ({ code, severity, span }) =>
      `${span.line}:${span.column} ${code}${severity === 'warning' ? ' (warning)' : ''}`,
  );
const hintsOf = (text: string): (string | undefined)[] =>
  loadFlow(text, registry).diagnostics.map(({ hint }) => hint);

/** A flow with one step of that config, written as YAML lines. */
const withStep = (...lines: string[]): string =>
  ['name: f', 'inputs: [text]', 'steps:', '  - name: a', '    executor: text_processor', ...lines].join('\n');

describe('documents', () => {
  test.each([
    ['', ['1:1 document_not_a_map']],
    ['just text', ['1:1 document_not_a_map']],
    ['- a list', ['1:1 document_not_a_map']],
    ['name: f', ['1:1 missing_key']],
    ['steps: []', ['1:1 missing_key']],
    ['name: f\nsteps: 5', ['2:8 wrong_type']],
    ['name: f\nsteps: []\nstepps: []', ['3:1 unknown_key (warning)']],
    ['name: f\nsteps: []\nconfig: {execution: {time_out: 5}}', ['3:22 unknown_key (warning)']],
    ['name: f\nsteps: []\nconfig: {execution: {timeout: -1}}', ['3:31 value_out_of_range']],
    ['name: f\nsteps: []\nconfig: {execution: {max_concurrent: 1.5}}', ['3:38 value_out_of_range']],
  ])('%j', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test('all faults are told at once, in the order of the text', () => {
    const text =
      'inputs: [{type: string}]\nsteps:\n  - {name: a-b, executor: nobody}\n  - {executor: text_processor}\n';
    expect(told(text)).toEqual([
      '1:1 missing_key',
      '1:10 missing_key',
      '3:12 invalid_name',
      '3:27 unknown_executor',
      '4:5 missing_key',
    ]);
  });
});

test('a version is a text, as it stands', () => {
  const versions = ['1.10', '1.0', '"2.0"', '3'].map(
    (version) => loadFlow(`name: f\nversion: ${version}\nsteps: []`, registry).outline?.version,
  );
  expect(versions).toEqual(['1.10', '1.0', '2.0', '3']);
});

describe('names', () => {
  test('a dash in a step name is told with the name to take', () => {
    const text = 'name: f\nsteps: [{name: my-step, executor: text_processor, config: {text: x}}]';
    expect(told(text)).toEqual(['2:16 invalid_name']);
    expect(hintsOf(text)).toEqual(['Name it my_step.']);
  });

  test('__proto__ names nothing', () => {
    const step = '{name: __proto__, executor: text_processor, config: {text: x}}';
    expect(told(`name: f\ninputs: [__proto__]\nsteps: [${step}]`)).toEqual([
      '2:10 invalid_name',
      '3:16 invalid_name',
    ]);
  });

  test('an unknown executor is told with the nearest', () => {
    const text = 'name: f\nsteps: [{name: a, executor: text_procesor}]';
    expect(told(text)).toEqual(['2:29 unknown_executor']);
    expect(hintsOf(text)).toEqual(['Did you mean text_processor?']);
  });

  test('two steps or two inputs of one name', () => {
    expect(told('name: f\ninputs: [a, a]\nsteps: []')).toEqual(['2:13 duplicate_name']);
    const step = '{name: a, executor: text_processor, config: {text: x}}';
    expect(told(`name: f\nsteps:\n  - ${step}\n  - ${step}`)).toEqual(['4:12 duplicate_name']);
  });
});

describe('inputs', () => {
  const withInput = (...more: string[]): string =>
    ['name: f', 'steps: []', 'inputs:', '  - name: a', ...more.map((line) => `    ${line}`)].join('\n');

  test.each([
    ['a type of no name', ['type: strng'], '5:11 wrong_type'],
    ['a type that every object inherits', ['type: constructor'], '5:11 wrong_type'],
    ['a pattern that cannot be read', ['validation: {pattern: "(a"}'], '5:27 invalid_pattern'],
    ['a pattern that looks around', ['validation: {pattern: "(?=a)b"}'], '5:27 invalid_pattern'],
    ['a length below zero', ['validation: {min_length: -1}'], '5:30 value_out_of_range'],
    ['a step of nothing', ['validation: {multiple_of: 0}'], '5:31 value_out_of_range'],
    ['items of no type', ['type: array', 'validation: {item_type: txt}'], '6:29 wrong_type'],
    ['a default of another type', ['type: integer', 'default: many'], '6:14 input_wrong_type'],
    ['a default outside enum', ['enum: [x, y]', 'default: z'], '6:14 input_not_allowed'],
    [
      'a default outside its range',
      ['type: float', 'default: 2', 'validation: {maximum: 1}'],
      '6:14 input_out_of_range',
    ],
    ['a choice of another type', ['enum: [x, 1.5]'], '5:15 wrong_type'],
  ])('%s', (_, lines, expected) => {
    expect(told(withInput(...lines))).toEqual([expected]);
  });

  test('number is float, for items too', () => {
    expect(told(withInput('type: number', 'default: 1.5'))).toEqual([]);
    expect(told(withInput('type: array', 'validation: {item_type: number}', 'default: [1.5]'))).toEqual([]);
  });
});

describe('references', () => {
  test.each([
    ['an input that is not there', '    config: {text: "{{ inputs.txt }}"}', '6:24 undefined_reference'],
    ['a step that is not there', '    config: {text: "{{ steps.b.value }}"}', '6:24 undefined_reference'],
    ['a name that is not there', '    config: {text: "{{ input.text }}"}', '6:24 undefined_reference'],
    [
      'a step named at run time',
      '    config: {text: "{{ steps[inputs.text].value }}"}',
      '6:24 undefined_reference',
    ],
    ['in depends_on', '    depends_on: [b]\n    config: {text: x}', '6:18 undefined_reference'],
    ['in a condition', '    condition: steps.b.ok\n    config: {text: x}', '6:16 undefined_reference'],
    ['itself', '    config: {text: "{{ steps.a.processed_text }}"}', '4:11 self_dependency'],
    ['a template that is not closed', '    config: {text: "{{ inputs.text "}', '6:21 template_unclosed'],
  ])('%s', (_, lines, expected) => {
    expect(told(withStep(lines))).toEqual([expected]);
  });

  test('what is guarded may be missing', () => {
    expect(told(withStep('    config: {text: "{{ inputs.other | default(\'x\') }}"}'))).toEqual([]);
    expect(told(withStep("    config: {text: \"{{ 'a' if inputs.other is defined else 'b' }}\"}"))).toEqual(
      [],
    );
  });

  test('a cycle is told with its steps in order', () => {
    const step = (name: string, need: string): string =>
      `  - {name: ${name}, executor: text_processor, config: {text: "{{ steps.${need}.processed_text }}"}}`;
    const text = ['name: f', 'steps:', step('a', 'c'), step('b', 'a'), step('c', 'b')].join('\n');
    expect(told(text)).toEqual(['3:12 cycle']);
    expect(loadFlow(text, registry).diagnostics[0]?.message).toContain('a → b → c → a');
  });

  test('5,000 steps in a row are planned', () => {
    const steps = Array.from({ length: 5000 }, (_, i) => {
      const text = i === 0 ? 'x' : `{{ steps.s${i - 1}.processed_text }}`;
      return `  - {name: s${i}, executor: text_processor, config: {text: "${text}"}}`;
    });
    const { runnable } = loadFlow(`name: f\nsteps:\n${steps.join('\n')}`, registry);
    expect(runnable?.plan.steps.at(-1)?.needs).toEqual(['s4998']);
  });

  test('bare names in sources of data_combiner are needs', () => {
    const text =
      'name: f\nsteps:\n  - {name: a, executor: text_processor, config: {text: x}}\n  - {name: b, executor: data_combiner, config: {sources: [a, inputs, steps.c]}}\n';
    expect(told(text)).toEqual(['4:48 undefined_reference']);
    expect(loadFlow(text.replace(', steps.c', ''), registry).runnable?.plan.steps[1]?.needs).toEqual(['a']);
  });
});

describe('configs', () => {
  test.each([
    ['a key that is missing', '    config: {}', '5:15 missing_config_key'],
    ['no config at all', '', '5:15 missing_config_key'],
    ['a value that is not allowed', '    config: {text: x, operation: shout}', '6:34 invalid_config'],
    [
      'a number out of range',
      '    config: {text: x, operation: chunk, chunk: {size: 0}}',
      '6:55 invalid_config',
    ],
    [
      'a key in a map that nobody knows',
      '    config: {text: x, operation: chunk, chunk: {size: 5, overlp: 1}}',
      '6:58 unknown_config_key (warning)',
    ],
    ['a key that nobody knows', '    config: {text: x, operaton: trim}', '6:23 unknown_config_key (warning)'],
  ])('%s', (_, lines, expected) => {
    expect(told(withStep(lines))).toEqual([expected]);
  });

  test('what a template decides is left for the run', () => {
    expect(told(withStep('    config: {text: "{{ inputs.text }}", operation: "{{ inputs.text }}"}'))).toEqual(
      [],
    );
    expect(
      told(withStep('    config: {text: x, operation: chunk, chunk: {size: "{{ inputs.text | int }}"}}')),
    ).toEqual([]);
  });

  test('what this version does not do is said, not dropped', () => {
    expect(told(withStep('    config: {text: x}', 'executors: [mine]'))).toEqual([
      '7:1 not_supported_yet (warning)',
    ]);
  });
});

test("the guide's my_custom_flow is read", () => {
  const text = `
name: "my_custom_flow"
version: "1.0.0"
description: "Flow using my custom executor"
inputs:
  - name: "input_data"
    type: "string"
    required: true
    description: "Data to process with custom executor"
steps:
  - name: "custom_processing"
    executor: "text_processor"
    config:
      text: "{{ inputs.input_data }}"
config:
  execution:
    mode: "async"
    timeout: 300
`;
  const { outline, runnable, diagnostics } = loadFlow(text, registry);
  expect(outline).toMatchObject({ name: 'my_custom_flow', version: '1.0.0' });
  expect(runnable?.definition.settings.timeout).toBe(300);
  expect(diagnostics.every(({ severity }) => severity === 'warning')).toBe(true);
});
