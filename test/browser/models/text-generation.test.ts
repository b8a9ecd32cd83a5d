import { type Schema, Validator } from '@cfworker/json-schema';
import { beforeAll, expect, test } from 'vitest';
import { FlowError } from '../../../src/errors/index.ts';
import { type BareWriter, bareWriter } from './support/bare-writer.ts';
import { makeHost } from './support/make-host.ts';

/** A real chat model, which knows Chinese best. */
const MODEL = 'jingyaogong/minimind2-small';
const write = { task: 'text-generation', model: MODEL, device: 'wasm' as const };
const { host, workers } = makeHost('test-models');
const chat = [{ role: 'user', content: '请介绍一下你自己。' }];
/** A text that it goes on with; most others it takes for finished. */
const open = 'user\n你好\nassistant\n';

interface Answer {
  readonly generated_text: unknown;
  readonly text: string;
  readonly value?: unknown;
  readonly finish_reason: string;
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
  };
  readonly seed?: number;
}

async function answerOf(
  input: unknown,
  options: object = {},
  onPartial?: (text: string) => void,
): Promise<Answer> {
  const { output } = await host.run(write, input, {
    options: { ...options },
    ...(onPartial && { onPartial }),
  });
  return (output as [Answer])[0];
}

let bare: BareWriter;
beforeAll(async () => {
  bare = await bareWriter(MODEL);
});

test('a text is gone on with as by transformers.js itself, and grows token by token', async () => {
  const partial: string[] = [];
  const answer = await answerOf(open, { max_new_tokens: 16 }, (text) => partial.push(text));
  expect(answer.generated_text).toBe(await bare.write(open, { max_new_tokens: 16, do_sample: false }));
  expect(answer.generated_text).toBe(open + answer.text);
  expect(answer.finish_reason).toBe('length');
  const { prompt_tokens } = answer.usage;
  expect(answer.usage).toEqual({ prompt_tokens, completion_tokens: 16, total_tokens: prompt_tokens + 16 });
  expect(prompt_tokens).toBeGreaterThan(4);
  expect(partial.length).toBeGreaterThan(10);
  expect(partial.at(-1)).toBe(answer.text);
  for (const [at, text] of partial.entries()) {
    expect(text.startsWith(partial[at - 1] ?? '')).toBe(true);
    expect(text).not.toBe(partial[at - 1]);
  }
});

test("messages are answered by the model's template, in whole characters", async () => {
  const partial: string[] = [];
  const answer = await answerOf(chat, { max_new_tokens: 40 }, (text) => partial.push(text));
  expect(answer.generated_text).toEqual(await bare.write(chat, { max_new_tokens: 40, do_sample: false }));
  expect(answer.generated_text).toEqual([...chat, { role: 'assistant', content: answer.text }]);
  expect(answer.text).toMatch(/[一-龠]{2}/);
  for (const text of partial) expect(text).not.toContain('\uFFFD');
});

test('a penalty on repetition is that of transformers.js, and a system text comes first', async () => {
  const options = { max_new_tokens: 30, repetition_penalty: 1.3 };
  const system = '你是一位医生。';
  const answer = await answerOf(chat[0]?.content, { ...options, system, return_full_text: false });
  const messages = [{ role: 'system', content: system }, ...chat];
  const whole = await bare.write(messages, { ...options, do_sample: false });
  expect(whole).toEqual([...messages, { role: 'assistant', content: answer.text }]);
  expect(answer.generated_text).toBe(answer.text);
});

test('a list of texts is so many prompts', async () => {
  const { output } = await host.run(write, [open, `${open}1`], { options: { max_new_tokens: 3 } });
  const [first, second] = output as [[Answer], [Answer]];
  expect(first[0].text).toBe((await answerOf(open, { max_new_tokens: 3 })).text);
  expect(second[0].generated_text).toBe(`${open}1${second[0].text}`);
});

test('a stop sequence over several tokens ends the text, and no part of it is seen', async () => {
  const whole = await answerOf(chat, { max_new_tokens: 40 });
  const stop = whole.text.slice(12, 18);
  const partial: string[] = [];
  const answer = await answerOf(chat, { max_new_tokens: 40, stop: ['no such', stop] }, (text) =>
    partial.push(text),
  );
  expect(answer.text).toBe(whole.text.slice(0, whole.text.indexOf(stop)));
  expect(answer.finish_reason).toBe('stop');
  expect(answer.usage.completion_tokens).toBeLessThan(40);
  expect(partial.length).toBeGreaterThan(2);
  for (const text of partial) expect(answer.text.startsWith(text)).toBe(true);
});

test('an answer ends where the model ends it', async () => {
  const answer = await answerOf([{ role: 'user', content: '你好' }], { max_new_tokens: 30 });
  expect(answer).toMatchObject({ finish_reason: 'stop' });
  expect(answer.text).not.toContain('<|im_end|>');
});

test('the same seed draws the same tokens, also in another worker, and another seed others', async () => {
  const options = { max_new_tokens: 24, temperature: 1.2, seed: 7 };
  const first = await answerOf(chat, options);
  expect(first.seed).toBe(7);
  expect((await answerOf(chat, options)).text).toBe(first.text);
  const other = makeHost('test-models').host;
  const { output } = await other.run(write, chat, { options });
  expect((output as [Answer])[0].text).toBe(first.text);
  expect((await answerOf(chat, { ...options, seed: 8 })).text).not.toBe(first.text);
  expect((await answerOf(chat, { max_new_tokens: 24 })).text).not.toBe(first.text);
  const unseeded = await answerOf(chat, { max_new_tokens: 24, do_sample: true });
  expect((await answerOf(chat, { max_new_tokens: 24, seed: unseeded.seed })).text).toBe(unseeded.text);
});

test.each([
  [
    'an object',
    {
      type: 'object',
      properties: {
        name: { type: 'string', maxLength: 12 },
        age: { type: 'integer', minimum: 0, maximum: 120 },
        mood: { enum: ['高兴', '难过'] },
      },
      required: ['name', 'age', 'mood'],
      additionalProperties: false,
    },
  ],
  ['a list', { type: 'array', items: { type: 'string', maxLength: 6 }, minItems: 2, maxItems: 3 }],
  ['a choice', { anyOf: [{ type: 'number', minimum: 0, maximum: 1 }, { type: 'null' }] }],
])('%s is written as its schema says, however it is drawn', async (_, response_schema) => {
  const partial: string[] = [];
  const options = { max_new_tokens: 120, response_schema };
  const answers = [
    await answerOf(chat, options, (text) => partial.push(text)),
    await answerOf(chat, { ...options, temperature: 5, top_k: 0, seed: 3 }),
    await answerOf(open, { ...options, temperature: 100, top_k: 0, seed: 4 }),
  ];
  for (const { text, value } of answers) {
    expect(value).toEqual(JSON.parse(text));
    expect(new Validator(response_schema as Schema, '2020-12').validate(value).errors).toEqual([]);
  }
  expect(answers[0]?.text.startsWith(partial[0] ?? '?')).toBe(true);
});

test('bad input is told with a way out, and the next good call is answered by the same worker', async () => {
  await answerOf('Hello', { max_new_tokens: 1 });
  const before = workers.length;
  const longest = '很久很久以前，'.repeat(14_286);
  const message = { role: 'user', content: 'x' };
  for (const [input, options, code, said] of [
    ['', {}, 'input_required', 'prompt'],
    [[], {}, 'input_required', 'prompt'],
    [7, {}, 'input_required', 'prompt'],
    [longest, {}, 'prompt_too_long', '100002 tokens, and the model reads and writes 32768'],
    [
      [{ role: 'robot', content: 'x' }],
      {},
      'messages_invalid',
      'Message 1 has to have one of the roles system',
    ],
    [[message, { role: 'assistant' }], {}, 'messages_invalid', 'Message 2 has to have a text'],
    [['a', message], {}, 'messages_invalid', 'Message 1'],
    ['x', { stop: '' }, 'option_invalid', '"stop"'],
    ['x', { top_p: 2 }, 'option_invalid', '"top_p"'],
    ['x', { max_tokens: 5 }, 'option_invalid', '"max_tokens"'],
    ['x', { response_schema: { type: 'string', format: 'date' } }, 'response_schema_invalid', '"format"'],
    [
      'x',
      { response_schema: { type: 'string', minLength: 50 }, max_new_tokens: 3 },
      'response_invalid',
      'after 3 tokens',
    ],
  ] as const) {
    const error = await answerOf(input, options).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringContaining(said), hint: expect.any(String) });
    expect(await answerOf(open, { max_new_tokens: 1 })).toMatchObject({ finish_reason: 'length' });
  }
  expect(workers.length).toBe(before);
});

test('a model without a chat template takes no messages, and says so', async () => {
  const files = new Map<string, Blob>();
  for (const path of [
    'config.json',
    'generation_config.json',
    'tokenizer.json',
    'onnx/model_quantized.onnx',
  ]) {
    files.set(path, await (await fetch(`/test-models/${MODEL}/${path}`)).blob());
  }
  const settings = await (await fetch(`/test-models/${MODEL}/tokenizer_config.json`)).json();
  const { chat_template: _, ...rest } = settings;
  files.set('tokenizer_config.json', new Blob([JSON.stringify(rest)]));
  const spec = { ...write, model: 'test/no-template', dtype: 'q8', files };
  await expect(host.run(spec, chat)).rejects.toMatchObject({
    code: 'chat_template_missing',
    hint: expect.stringContaining('text'),
  });
  const { output, loadTime } = await host.run(spec, open, { options: { max_new_tokens: 2 } });
  expect((output as [Answer])[0].usage.completion_tokens).toBe(2);
  expect(loadTime).toBe(0);
});

test('a text that nobody wants any more stops within a token, and the model stays', async () => {
  await answerOf('Hello', { max_new_tokens: 1 });
  const before = workers.length;
  const controller = new AbortController();
  const partial: string[] = [];
  const unwanted = host.run(write, chat, {
    options: { max_new_tokens: 250, stop: 'no such' },
    signal: controller.signal,
    onPartial: (text) => {
      partial.push(text);
      if (partial.length === 3) controller.abort(new FlowError('cancelled', 'enough'));
    },
  });
  await expect(unwanted).rejects.toMatchObject({ code: 'cancelled' });
  const { loadTime } = await host.run(write, 'Hello', { options: { max_new_tokens: 1 } });
  expect(loadTime).toBe(0);
  expect(workers.length).toBe(before);
  // One more may have been on its way when the third was shown.
  expect(partial.length).toBeLessThanOrEqual(4);
});
