import { expect, test } from 'vitest';
import { runControl } from '../../../src/models/thread/run-control.ts';
import { configureOnnxruntime } from '../../../src/models/thread/runtime/configure-onnxruntime.ts';
import { textGeneration } from '../../../src/models/thread/tasks/text-generation.ts';

/**
 * The task as it runs in a page that is not isolated: the thread shares no memory with who cancels, and hears of it by a
 * message alone, which is read when the thread gives way.
 */
test('a cancellation by message stops the text within a token, and the next one is written', async () => {
  const model = 'jingyaogong/minimind2-small';
  const order = { task: 'text-generation', model, device: 'wasm', dtype: 'q8', threads: 1 } as const;
  configureOnnxruntime({
    ...order,
    isOptimised: false,
    runtimeUrl: new URL('/ort/', location.href).href,
  });
  const files = new Map<string, Blob>();
  for (const path of [
    'config.json',
    'generation_config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    'onnx/model_quantized.onnx',
  ]) {
    files.set(path, await (await fetch(`/test-models/${model}/${path}`)).blob());
  }
  const writer = await textGeneration({ ...order, files, graphs: {} });

  const controller = new AbortController();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => controller.abort();
  const partial: string[] = [];
  const control = runControl({
    stop: undefined,
    signal: controller.signal,
    partial: (text) => {
      partial.push(text);
      if (partial.length === 3) port2.postMessage('stop');
    },
  });
  const prompt = 'user\n你好\nassistant\n';
  const unwanted = writer.run(prompt, { max_new_tokens: 100 }, control);
  await expect(unwanted).rejects.toMatchObject({ code: 'cancelled' });
  // The message may be read a turn after the one in which it was sent.
  expect(partial.length).toBeLessThanOrEqual(4);

  const still = runControl({ stop: undefined, signal: new AbortController().signal, partial: () => {} });
  const answer = await writer.run(prompt, { max_new_tokens: 5 }, still);
  expect(answer).toMatchObject([{ finish_reason: 'length', usage: { completion_tokens: 5 } }]);
});
