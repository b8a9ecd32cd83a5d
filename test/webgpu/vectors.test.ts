import { expect, test } from 'vitest';
import { makeHost } from '../browser/models/support/make-host.ts';
import { cosine, goldenTexts, vectorOf } from '../fixtures/golden-vectors/golden-texts.ts';
import golden from '../fixtures/golden-vectors/vectors.json';

/** On a WebGPU adapter in software: slow, and right. */
const { host } = makeHost('test-models');

test('vectors of fp32 weights on WebGPU are those of the native runtime, alone and in a group', async () => {
  const texts = goldenTexts.slice(0, 6);
  const { output, device, deviceReason } = await host.run(
    { task: 'feature-extraction', device: 'webgpu' },
    texts,
  );
  expect({ device, deviceReason }).toEqual({ device: 'webgpu', deviceReason: 'asked for' });
  for (const [at, vector] of (output as Float32Array[]).entries()) {
    expect(cosine(vector, vectorOf(golden.vectors.fp32[at] ?? '')), texts[at]).toBeGreaterThanOrEqual(0.999);
  }
});

test('a software adapter is never taken for speed', async () => {
  const answer = await host.run({ task: 'feature-extraction' }, 'a text');
  expect(answer).toMatchObject({ device: 'wasm', deviceReason: 'the WebGPU adapter is software' });
});
