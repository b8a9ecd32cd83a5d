import { expect, test } from 'vitest';
import { makeHost } from '../browser/models/support/make-host.ts';
import { specOf } from '../browser/models/support/random/spec-of.ts';
import { storyModel } from '../browser/models/support/random/story-model.ts';

/** Writing on a WebGPU adapter in software, where what was written before stays on the GPU from token to token. */
const { host } = makeHost();
const spec = specOf('text-generation', storyModel());

interface Written {
  readonly text: string;
  readonly finish_reason: string;
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number };
}

async function write(device: 'webgpu' | 'wasm', prompts: readonly string[]): Promise<readonly Written[]> {
  // Noise likes to say one thing for ever, whatever was said before.
  const options = { max_new_tokens: 8, repetition_penalty: 3 };
  const { output, ...answer } = await host.run({ ...spec, device }, prompts, { options });
  expect(answer).toMatchObject({ device, deviceReason: 'asked for', dtype: 'fp32' });
  return (output as [Written][]).flat();
}

test('WebGPU writes token by token what wasm writes, one text after the other', async () => {
  const prompts = ['b o t', 'x 7 q u s'];
  const onWasm = await write('wasm', prompts);
  expect(onWasm.map(({ usage }) => usage.prompt_tokens)).toEqual([3, 5]);
  expect(onWasm.map(({ usage }) => usage.completion_tokens)).toEqual([8, 8]);
  // Noise that went round in one place would be the same on whatever device.
  for (const { text } of onWasm) expect(new Set(text).size).toBeGreaterThan(4);
  expect(await write('webgpu', prompts)).toEqual(onWasm);
});
