import { expect, test } from 'vitest';
import { readOptions } from '../../../src/models/thread/tasks/generation/options.ts';

test.each([
  [{ max_new_tokens: 0 }, '"max_new_tokens" has to be a whole number from 1 on.'],
  [{ max_new_tokens: 1.5 }, '"max_new_tokens" has to be a whole number from 1 on.'],
  [{ temperature: -1 }, '"temperature" has to be a number from 0 to 100.'],
  [{ temperature: 'hot' }, '"temperature" has to be a number from 0 to 100.'],
  [{ top_k: -1 }, '"top_k" has to be a whole number from 0 on, where 0 is all tokens.'],
  [{ top_p: 0 }, '"top_p" has to be a number above 0, and at most 1.'],
  [{ top_p: 1.1 }, '"top_p" has to be a number above 0, and at most 1.'],
  [{ repetition_penalty: 0 }, '"repetition_penalty" has to be a number above 0, where 1 is none.'],
  [{ seed: -1 }, '"seed" has to be a whole number from 0 to 4294967295.'],
  [{ do_sample: 'yes' }, '"do_sample" has to be true or false.'],
  [{ stop: '' }, '"stop" has to be a text that is not empty, or a list of such.'],
  [{ stop: ['a', ''] }, '"stop" has to be a text that is not empty, or a list of such.'],
  [{ stop: 'a', response_schema: { type: 'string' } }, '"stop" and "response_schema" do not go together.'],
  [{ temprature: 1 }, 'text-generation has no option "temprature".'],
])('%j is refused by name and range', (options, message) => {
  expect(() => readOptions(options)).toThrowError(
    expect.objectContaining({ code: 'option_invalid', message, hint: expect.any(String) }),
  );
});

test.each([
  [{}, false],
  [{ temperature: 0.7 }, true],
  [{ top_k: 3 }, true],
  [{ seed: 1 }, true],
  [{ do_sample: true }, true],
  [{ do_sample: false, temperature: 0.7 }, false],
  [{ do_sample: true, temperature: 0 }, false],
])('with %j tokens are drawn: %s', (options, expected) => {
  expect(readOptions(options).sampling !== undefined).toBe(expected);
});
