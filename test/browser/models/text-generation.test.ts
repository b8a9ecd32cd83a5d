import {
  type Chat,
  type DataType,
  env,
  pipeline,
  type TextGenerationPipeline,
} from '@huggingface/transformers';
import { env as runtime } from 'onnxruntime-web/webgpu';
import { expect, test } from 'vitest';
import { FlowError } from '../../../src/errors/index.ts';
import { makeHost } from './support/make-host.ts';

/** On a real chat model, which knows Chinese best. */
const MODEL = 'jingyaogong/minimind2-small';
const write = { task: 'text-generation', model: MODEL, device: 'wasm' as const };
const { host, workers } = makeHost('test-models');

interface Answer {
  readonly generated_text: string | readonly { readonly role: string; readonly content: string }[];
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

/** transformers.js by itself, in this page. */
let bare: Promise<TextGenerationPipeline> | undefined;
function bareWriter(): Promise<TextGenerationPipeline> {
  const build = new URL('/ort/ort-wasm-simd-threaded', location.href).href;
  runtime.wasm.wasmPaths = { mjs: `${build}.mjs`, wasm: `${build}.wasm` };
  runtime.wasm.numThreads = 1;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/test-models/';
  env.useBrowserCache = false;
  env.useWasmCache = false;
  bare ??= pipeline('text-generation', MODEL, { device: 'wasm', dtype: 'q8' as DataType });
  return bare;
}

const chat = [{ role: 'user', content: '请介绍一下你自己。' }];

test('a prompt is gone on with as transformers.js does it by itself, token by token', async () => {
  const partial: string[] = [];
  const answer = await answerOf('Once upon a time', { max_new_tokens: 24 }, (text) => partial.push(text));
  const expected = await (await bareWriter())('Once upon a time', { max_new_tokens: 24, do_sample: false });
  expect(answer.generated_text).toBe((expected as [{ generated_text: string }])[0].generated_text);
  expect(answer.text).toBe(String(answer.generated_text).slice('Once upon a time'.length));
  console.log(JSON.stringify(answer), partial);
});

test("a conversation is answered by the model's template, as transformers.js does it", async () => {
  const partial: string[] = [];
  const answer = await answerOf(chat, { max_new_tokens: 200 }, (text) => partial.push(text));
  const expected = await (await bareWriter())(chat as Chat, { max_new_tokens: 200, do_sample: false });
  expect(answer.generated_text).toEqual((expected as [{ generated_text: Chat }])[0].generated_text);
  console.log(JSON.stringify(answer), partial);
});
