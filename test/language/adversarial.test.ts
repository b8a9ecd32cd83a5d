import { expect, test } from 'vitest';
import { builtinRegistry, FlowError, FlowRunner, type FlowSource } from '../../src/index.ts';

/** What is made to take for ever, handed in through the public API: a result or a code comes within a second. */
const runner = new FlowRunner(builtinRegistry());

async function end(source: FlowSource, inputs: Record<string, unknown> = {}): Promise<string> {
  const start = process.cpuUsage();
  const { success, error } = await runner.executeFlow(source, inputs);
  const { user, system } = process.cpuUsage(start);
  // Processor time: a busy machine takes none of it away.
  expect((user + system) / 1000).toBeLessThan(1000);
  if (success) return 'succeeded';
  expect(error).toBeInstanceOf(FlowError);
  return error?.diagnostics?.[0]?.code ?? error?.code ?? '';
}

const output = (value: string) => ({ name: 'f', steps: [], outputs: [{ name: 'x', value }] });
const many = 'a'.repeat(100_000);

test.each([
  ['a huge range', '{{ range(10000000000) | length }}', 'evaluation_limit'],
  [
    'a range in a loop',
    '{% for i in range(1000000) %}{% for j in range(1000000) %}x{% endfor %}{% endfor %}',
    'evaluation_limit',
  ],
  ['a huge text', "{{ 'x' * 1000000000 }}", 'evaluation_limit'],
  ['a text that doubles', `{{ ${'('.repeat(60)}'x'${' * 2)'.repeat(60)} }}`, 'evaluation_limit'],
  ['a huge power', '{{ 9 ** 9 ** 9 ** 9 }}', 'evaluation_failed'],
  ['deep brackets', `{{ ${'('.repeat(4000)}1${')'.repeat(4000)} }}`, 'template_too_deep'],
  ['a long chain', `{{ 1${' + 1'.repeat(2000)} }}`, 'template_too_deep'],
  ['a long expression', `{{ '${'x'.repeat(20_000)}' }}`, 'template_too_long'],
  ['many braces', '{{'.repeat(20_000), 'template_syntax'],
  ['nested quantifiers', `{{ '${'a'.repeat(5000)}!' | regex_replace('(a+)+$', 'b') }}`, 'succeeded'],
  ['huge counted groups', "{{ 'aaa' | regex_replace('((a{1000}){1000}){1000}', 'b') }}", 'evaluation_failed'],
])('%s', async (_, template, expected) => {
  expect(await end(output(template))).toBe(expected);
});

test('a catastrophic pattern of an input', async () => {
  const inputs = [{ name: 'text', validation: { pattern: '^(a|a)*(a+)+$' } }];
  expect(await end({ name: 'f', inputs, steps: [] }, { text: `${many}!` })).toBe('input_not_allowed');
});

test.each([
  ['extract', { pattern: '(a*)*(a|aa)+$' }],
  ['replace', { pattern: '(.*)(.*)(.*)(.*)x', with: '$1' }],
])('a catastrophic pattern of %s', async (operation, settings) => {
  const config = { text: many, operation, [operation]: settings };
  expect(await end({ name: 'f', steps: [{ name: 'a', executor: 'text_processor', config }] })).toBe(
    'succeeded',
  );
});

test.each([
  ['extract', { pattern: 'a.*b|a' }],
  ['replace', { pattern: 'a.*b|a', with: 'c' }],
])('a pattern of %s that looks at all of the text for each match', async (operation, settings) => {
  const config = { text: many, operation, [operation]: settings };
  const flow = { name: 'f', steps: [{ name: 'a', executor: 'text_processor', config }] };
  expect(await end(flow)).toBe('evaluation_limit');
});

test('a pattern of an input that is as long as a book', async () => {
  const inputs = [{ name: 'text', validation: { pattern: '(a|b)*'.repeat(100_000) } }];
  expect(await end({ name: 'f', inputs, steps: [] }, { text: 'x' })).toBe('invalid_pattern');
});

test('aliases that unfold without end', async () => {
  const lines = Array.from({ length: 30 }, (_, level) =>
    level === 0
      ? '  a0: &a0 [x]'
      : `  a${level}: &a${level} [*a${level - 1}, *a${level - 1}, *a${level - 1}]`,
  );
  expect(await end(`name: f\nsteps: []\nconfig:\n metadata:\n${lines.join('\n')}\n`)).toBe(
    'document_too_large',
  );
});
