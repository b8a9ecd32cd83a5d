import { expect, test } from 'vitest';
import { cosine, goldenTexts, vectorOf } from '../../fixtures/golden-vectors/golden-texts.ts';
import golden from '../../fixtures/golden-vectors/vectors.json';
import { bareSession } from './support/bare-session.ts';
import { makeHost } from './support/make-host.ts';

/** Vectors of the page against those of the native runtime and of onnxruntime-web by itself. */
const embed = { task: 'feature-extraction' };
const { host } = makeHost();

test('vectors of q8 weights are near those of the native runtime, whose kernels round otherwise', async () => {
  const { output, dtype } = await host.run(embed, goldenTexts);
  expect(dtype).toBe('q8');
  for (const [at, vector] of (output as Float32Array[]).entries()) {
    expect(cosine(vector, vectorOf(golden.vectors.q8[at] ?? '')), goldenTexts[at]).toBeGreaterThanOrEqual(
      0.98,
    );
  }
});

test('vectors of fp32 weights are those of the native runtime', async () => {
  const { output, dtype } = await makeHost('test-models').host.run(embed, goldenTexts);
  expect(dtype).toBe('fp32');
  for (const [at, vector] of (output as Float32Array[]).entries()) {
    expect(cosine(vector, vectorOf(golden.vectors.fp32[at] ?? '')), goldenTexts[at]).toBeGreaterThanOrEqual(
      0.9999,
    );
  }
});

test('q8 gives what onnxruntime-web gives by itself, to the bit, on whatever threads', async () => {
  const bare = await bareSession('Xenova/all-MiniLM-L6-v2', 'onnx/model_quantized.onnx');
  const { output, threads } = await host.run(embed, goldenTexts[3], {
    options: { pooling: 'none', normalize: false },
  });
  expect(threads).toBe(navigator.hardwareConcurrency > 1 ? Math.min(4, navigator.hardwareConcurrency) : 1);
  expect(output).toEqual(await bare.run(goldenTexts[3] ?? ''));
});

test("a text's vector is the same to the bit, alone, among others, and spread over workers", async () => {
  const texts = Array.from({ length: 96 }, (_, at) => goldenTexts[at % 21] ?? '');
  const spread = makeHost('models', {
    probe: async () => ({ cores: 2, hasThreads: true, hasWebNn: false }),
  });
  // The first list tells how long an item takes, so that the second is worth several workers.
  await spread.host.run(embed, texts);
  const among = await spread.host.run(embed, [...texts, ...texts, ...texts]);
  expect(among.workers).toBe(2);
  for (const at of [0, 5, 20]) {
    const alone = await host.run(embed, goldenTexts[at]);
    expect((among.output as Float32Array[])[at]).toEqual(alone.output);
  }
});
