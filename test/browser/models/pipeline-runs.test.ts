import { RawImage } from '@huggingface/transformers';
import { expect, test } from 'vitest';
import { FlowError } from '../../../src/errors/index.ts';
import { configureOnnxruntime } from '../../../src/models/thread/runtime/configure-onnxruntime.ts';
import { pipelineTask } from '../../../src/models/thread/tasks/pipeline/pipeline-task.ts';
import type { RunControl } from '../../../src/models/thread/tasks/task.ts';
import { barePipeline } from './support/bare-pipeline.ts';
import { makeHost } from './support/make-host.ts';
import * as ofImages from './support/random/image-models.ts';
import { specOf } from './support/random/spec-of.ts';
import * as ofTexts from './support/random/text-models.ts';
import * as writing from './support/random/writing-models.ts';
import { smallPhoto } from './support/small-photo.ts';

/** How pipelines of transformers.js run here, whichever they are: lists, cancellation, growth, refusals. */
const { host } = makeHost();

const TEXT = 'the boat opens at seven, is this good?';
const few = { max_new_tokens: 8 };

test('items of a list are answered each by itself, in one list, and none is padded', async () => {
  const folder = ofTexts.textClassifier();
  const texts = ['bad', TEXT, 'the harbour'];
  const { output } = await host.run(specOf('text-classification', folder), texts);
  const ask = await barePipeline('text-classification', 'random/text-classification', folder);
  const alone: unknown[] = [];
  for (const text of texts) alone.push(...((await ask(text)) as unknown[]));
  expect(output).toEqual(alone);
  expect(output).not.toEqual(await ask(texts));
});

test('a list of images gives a list of answers, and one of maps too', async () => {
  const pictures = [await smallPhoto(), await smallPhoto(32, 48)];
  const folder = ofImages.imageClassifier();
  const { output } = await host.run(specOf('image-classification', folder), pictures);
  const ask = await barePipeline('image-classification', 'random/image-classification', folder);
  expect(output).toEqual([
    await ask(await RawImage.read(pictures[0] ?? '')),
    await ask(await RawImage.read(pictures[1] ?? '')),
  ]);
  const questions = [
    { question: 'at seven?', context: TEXT },
    { question: 'is', context: 'the photo is good' },
  ];
  const answering = ofTexts.answeringModel();
  const answers = await host.run(specOf('question-answering', answering), questions);
  const bare = await barePipeline('question-answering', 'random/question-answering', answering);
  expect(answers.output).toEqual([await bare('at seven?', TEXT), await bare('is', 'the photo is good')]);
});

test('a list that nobody wants any more ends at once, and the model stays', async () => {
  const spec = specOf('text-classification', ofTexts.textClassifier());
  await host.run(spec, 'the boat');
  const controller = new AbortController();
  const texts = Array.from({ length: 100_000 }, () => TEXT);
  const long = host.run(spec, texts, {
    signal: controller.signal,
    onProgress: () => controller.abort(new FlowError('cancelled', 'enough')),
  });
  await expect(long).rejects.toMatchObject({ code: 'cancelled' });
  expect((await host.run(spec, 'the boat')).loadTime).toBe(0);
});

test('a list ends between two of its items, and the same pipeline runs the next one', async () => {
  const [model, device] = ['random/stopped', 'wasm'] as const;
  const order = { model, device, dtype: 'fp32', task: 'text-classification', threads: 1 };
  configureOnnxruntime({
    ...order,
    isOptimised: false,
    runtimeUrl: new URL('/ort/', location.href).href,
  });
  const files = new Map(Object.entries(ofTexts.textClassifier()));
  const task = await pipelineTask('text-classification')({ ...order, files, graphs: {} });
  let patience = 5;
  const control: RunControl = {
    partial: () => {},
    isStopped: () => false,
    breathe: async () => {
      patience -= 1;
      if (patience === 0) throw new FlowError('cancelled', 'enough');
    },
  };
  const texts = Array.from({ length: 50 }, () => TEXT);
  await expect(task.run(texts, {}, control)).rejects.toMatchObject({ code: 'cancelled' });
  expect(patience).toBe(0);
  expect(await task.run(TEXT, {}, control)).toEqual([{ label: 'glad', score: expect.any(Number) }]);
});

test('what is written is shown while it grows', async () => {
  const shown: string[] = [];
  const { output } = await host.run(specOf('summarization', writing.textWriter()), TEXT, {
    options: few,
    onPartial: (text) => shown.push(text),
  });
  expect(shown.length).toBeGreaterThan(1);
  const [{ summary_text }] = output as [{ summary_text: string }];
  expect(summary_text.replaceAll(' ', '')).toBe(shown.at(-1)?.replaceAll(' ', ''));
});

test('a text of 100,000 characters is read as far as the model reads', async () => {
  const folder = ofTexts.textClassifier();
  const spec = specOf('text-classification', folder);
  const text = 'boat '.repeat(20_000);
  const long = await host.run(spec, text);
  const ask = await barePipeline('text-classification', 'random/text-classification', folder);
  expect(long.output).toEqual(await ask(text));
  expect(long.output).toEqual(await ask('boat '.repeat(64)));
});

test('a wrong input and a wrong option are told before a worker is started', async () => {
  const { host: fresh, workers: started } = makeHost();
  const spec = specOf('text-classification', ofTexts.textClassifier());
  await expect(fresh.run(spec, [TEXT, 7])).rejects.toMatchObject({
    code: 'input_mismatch',
    message: 'text-classification takes a text; input[1] is a number.',
  });
  await expect(fresh.run(spec, TEXT, { options: { top_k: 0 } })).rejects.toMatchObject({
    code: 'invalid_config',
  });
  await expect(fresh.run({ ...spec, task: 'text-classificatoin' }, TEXT)).rejects.toMatchObject({
    code: 'task_unsupported',
  });
  expect(started).toEqual([]);
});
