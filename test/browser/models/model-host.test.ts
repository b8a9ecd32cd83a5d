import { expect, test } from 'vitest';
import { FlowError } from '../../../src/errors/index.ts';
import type { Progress } from '../../../src/executors/index.ts';
import { makeHost } from './support/make-host.ts';

/** The host on the real models in real workers. */
const { host, workers } = makeHost();
const embed = { task: 'feature-extraction' };

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

test('texts become vectors of length 1 whose angle is likeness of meaning', async () => {
  const progress: Progress[] = [];
  const answer = await host.run(embed, ['a cat sleeps', 'a kitten naps', 'interest rates rise'], {
    onProgress: (step) => progress.push(step),
  });
  const [cat, kitten, rates] = answer.output as [Float32Array, Float32Array, Float32Array];
  expect(cat).toHaveLength(384);
  expect(cosine(cat, cat)).toBeCloseTo(1, 4);
  expect(cosine(cat, kitten)).toBeGreaterThan(cosine(cat, rates) + 0.3);
  expect(answer).toMatchObject({ model: 'Xenova/all-MiniLM-L6-v2', dtype: 'q8', device: 'wasm' });
  const bytes = progress.filter(({ phase }) => phase === 'download').map(({ loaded = 0 }) => loaded);
  expect(bytes.at(-1)).toBe(progress.find(({ phase }) => phase === 'download')?.total);
  expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
});

test('a vector is the same to the bit, alone or among others, and the second call loads nothing', async () => {
  const before = workers.length;
  const alone = await host.run(embed, 'interest rates rise');
  const among = await host.run(embed, [
    'something much longer that would be padded for',
    'interest rates rise',
  ]);
  expect(alone.output).toEqual((among.output as Float32Array[])[1]);
  expect(alone.loadTime).toBe(0);
  expect(workers.length).toBe(before);
});

test('an input that the task refuses is told, and costs neither the worker nor who waits', async () => {
  await host.run(embed, 'loaded');
  const before = workers.length;
  const bad = host.run(embed, 5);
  const waiting = host.run(embed, 'waiting');
  await expect(bad).rejects.toMatchObject({ code: 'input_required' });
  expect((await waiting).output).toHaveLength(384);
  expect((await host.run(embed, 'next')).output).toHaveLength(384);
  expect(workers.length).toBe(before);
});

test('a run with an id that the vocabulary does not have is told, and the next good one on the same model succeeds', async () => {
  const files = new Map<string, Blob>();
  for (const path of [
    'config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    'onnx/model_quantized.onnx',
  ]) {
    files.set(path, await (await fetch(`/models/Xenova/all-MiniLM-L6-v2/${path}`)).blob());
  }
  const tokenizer = await files.get('tokenizer.json')?.text();
  files.set('tokenizer.json', new Blob([tokenizer?.replace(/"kitten":\s*\d+/, '"kitten": 99999') ?? '']));
  const spec = { ...embed, model: 'test/poisoned', dtype: 'q8', files };
  const before = workers.length;
  await expect(host.run(spec, 'a kitten naps')).rejects.toMatchObject({ code: 'input_invalid' });
  const good = await host.run(spec, 'a cat sleeps');
  expect(good.output).toEqual((await host.run(embed, 'a cat sleeps')).output);
  expect(workers.length).toBe(before + 2);
});

test('a text of 100,000 characters is read as far as the model reads, and the next one as ever', async () => {
  const long = await host.run(embed, 'words and words '.repeat(6250));
  const start = await host.run(embed, 'words and words '.repeat(400));
  expect(long.output).toEqual(start.output);
  expect((await host.run(embed, 'next')).output).toHaveLength(384);
});

test('a call that is cancelled ends at once, and the next one works', async () => {
  const controller = new AbortController();
  const long = host.run(embed, Array(2000).fill('a text that takes its time'), { signal: controller.signal });
  setTimeout(() => controller.abort(new FlowError('cancelled', 'enough')), 200);
  await expect(long).rejects.toMatchObject({ code: 'cancelled' });
  expect((await host.run(embed, 'next')).output).toHaveLength(384);
});

test('a load that is cancelled leaves no worker behind that the next call would wait for', async () => {
  const { host: fresh } = makeHost();
  const controller = new AbortController();
  const first = fresh.run(embed, 'a', {
    signal: controller.signal,
    onProgress: () => controller.abort(new FlowError('cancelled', 'no')),
  });
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  expect((await fresh.run(embed, 'b')).output).toHaveLength(384);
});

test.each([
  [
    { task: 'feature-extraction', model: 'Xenova/all-MiniLM-L6-v3' },
    'model_unavailable',
    'Xenova/all-MiniLM-L6-v2',
  ],
  [{ task: 'summarization' }, 'model_unavailable', 'feature-extraction'],
  [{ task: 'feature-extraction', model: 'Xenova/whisper-tiny' }, 'model_unavailable', 'all-MiniLM'],
  [{ task: 'feature-extraction', dtype: 'fp32' }, 'model_unavailable', 'q8'],
  [{ task: 'feature-extraction', device: 'webgpu' as const }, 'device_unavailable', 'wasm'],
])('%j is %s, with a way out', async (spec, code, hint) => {
  const error = await host.run(spec, 'x').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code, hint: expect.stringContaining(hint) });
});

test('speech becomes text, which grows while it is heard', async () => {
  const wav = await (await fetch('/flows/voice-note/samples/jfk.wav')).blob();
  const partial: string[] = [];
  const { output } = await host.run({ task: 'automatic-speech-recognition' }, wav, {
    options: { language: 'english' },
    onPartial: (text) => partial.push(text),
  });
  const { text, duration } = output as { text: string; duration: number };
  expect(text).toMatch(/ask not what your country can do for you/i);
  expect(duration).toBeCloseTo(11, 2);
  expect(partial.length).toBeGreaterThan(3);
  expect(text.startsWith(partial[0]?.slice(0, 3) ?? '?')).toBe(true);
});

test('a transcript that nobody wants any more stops within a token, and the model stays', async () => {
  const wav = await (await fetch('/flows/voice-note/samples/jfk.wav')).blob();
  const spec = { task: 'automatic-speech-recognition' };
  await host.run(spec, wav, { options: { max_new_tokens: 2 } });
  const before = workers.length;
  const controller = new AbortController();
  const words: string[] = [];
  const heard = host.run(spec, wav, {
    options: { language: 'english' },
    signal: controller.signal,
    onPartial: (text) => {
      words.push(text);
      controller.abort(new FlowError('cancelled', 'enough'));
    },
  });
  await expect(heard).rejects.toMatchObject({ code: 'cancelled' });
  const again = await host.run(spec, wav, { options: { language: 'english' } });
  expect((again.output as { text: string }).text).toContain('country');
  expect(again.loadTime).toBe(0);
  expect(workers.length).toBe(before);
  // One more may have been on its way when the first was shown.
  expect(words.length).toBeLessThanOrEqual(2);
});

test('a file that is no audio is told, and the next good one is heard', async () => {
  const spec = { task: 'automatic-speech-recognition' };
  await expect(host.run(spec, new Blob(['not a sound'], { type: 'audio/wav' }))).rejects.toMatchObject({
    code: 'audio_unreadable',
  });
  const wav = await (await fetch('/flows/voice-note/samples/jfk.wav')).blob();
  const { output } = await host.run(spec, wav, { options: { language: 'english' } });
  expect((output as { text: string }).text).toContain('country');
});
