import { type Schema, Validator } from '@cfworker/json-schema';
import { expect, test } from 'vitest';
import { makeHost } from './support/make-host.ts';

/** The embedded model of stories: another kind of tokenizer, with a sign for spaces and tokens for single bytes. */
const tell = { task: 'text-generation', model: 'promptflow/stories15M', device: 'wasm' as const };
const { host } = makeHost();
const prompt = 'Once upon a time, there was a';

interface Told {
  readonly text: string;
  readonly generated_text: string;
  readonly value?: unknown;
}

async function told(options: object, onPartial?: (text: string) => void): Promise<Told> {
  const { output } = await host.run(tell, prompt, {
    options: { ...options },
    ...(onPartial && { onPartial }),
  });
  return (output as [Told])[0];
}

test('a story grows word by word, with the spaces between them', async () => {
  const partial: string[] = [];
  const { text, generated_text } = await told({ max_new_tokens: 20 }, (each) => partial.push(each));
  expect(generated_text).toMatch(/^Once upon a time, there was a [a-z]+ [a-z]+/);
  expect(generated_text).toBe(prompt + text);
  expect(partial[0]).toMatch(/^ [a-z]+$/);
  expect(partial.at(-1)).toBe(text);
});

test('what it writes is held to a schema', async () => {
  const response_schema = {
    type: 'object',
    properties: {
      hero: { type: 'string', minLength: 1, maxLength: 20 },
      age: { type: 'integer', minimum: 1, maximum: 99 },
      friends: { type: 'array', items: { enum: ['Lily', 'Tom', 'Ånn'] }, minItems: 1, maxItems: 3 },
    },
    required: ['hero', 'age', 'friends'],
    additionalProperties: false,
  };
  for (const options of [{}, { temperature: 20, top_k: 0, seed: 1 }]) {
    const { text, value } = await told({ ...options, max_new_tokens: 150, response_schema });
    expect(value).toEqual(JSON.parse(text));
    expect(new Validator(response_schema as Schema, '2020-12').validate(value).errors).toEqual([]);
  }
});

test('a model of stories takes no messages, and ends where its context ends', async () => {
  await expect(host.run(tell, [{ role: 'user', content: 'Hello' }])).rejects.toMatchObject({
    code: 'chat_template_missing',
  });
  await expect(host.run(tell, 'many words and '.repeat(100))).rejects.toMatchObject({
    code: 'prompt_too_long',
    message: expect.stringContaining('256'),
  });
  const { output } = await host.run(tell, 'and then '.repeat(126), { options: { max_new_tokens: 50 } });
  const [{ usage, finish_reason }] = output as [{ usage: { total_tokens: number }; finish_reason: string }];
  expect({ finish_reason, ...usage }).toMatchObject({ finish_reason: 'length', total_tokens: 256 });
});
