import { pipeline, RawImage } from '@huggingface/transformers';
import { expect, test } from 'vitest';
import { decodeAudio } from '../../../src/audio/decode-audio.ts';
import { PIPELINE_TASKS, type PipelineTaskName } from '../../../src/executors/model-tasks.ts';
import type { Folder } from './import/model-folder.ts';
import { type BarePipeline, barePipeline } from './support/bare-pipeline.ts';
import { makeHost } from './support/make-host.ts';
import { plainBare } from './support/plain-bare.ts';
import { plainOurs } from './support/plain-ours.ts';
import * as ofImages from './support/random/image-models.ts';
import * as ofSounds from './support/random/sound-models.ts';
import { specOf } from './support/random/spec-of.ts';
import * as ofTexts from './support/random/text-models.ts';
import * as writing from './support/random/writing-models.ts';
import { tone, wavFile } from './support/recording.ts';
import { smallPhoto } from './support/small-photo.ts';

/**
 * Tasks for which there is no real model at hand, on random small weights: what they answer means nothing, and has to
 * be what transformers.js by itself answers on the same weights, to the bit.
 */
const { host } = makeHost();

interface Case {
  readonly task: PipelineTaskName;
  readonly model: () => Folder;
  /** As a flow gives it. */
  readonly input: () => Promise<unknown>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly bare: (ask: BarePipeline) => Promise<unknown>;
}

const TEXT = 'the boat opens at seven, is this good?';
const LABELS = ['boat', 'photo of a harbour', 'bad'];
const photo = () => smallPhoto();
const rawPhoto = async () => RawImage.read(await smallPhoto());
const sound = async () => wavFile(tone(0.5));
const samples = async (rate: number) => decodeAudio(await sound(), rate);
const few = { max_new_tokens: 8 };

const cases: readonly Case[] = [
  {
    task: 'text-classification',
    model: ofTexts.textClassifier,
    input: async () => TEXT,
    bare: (ask) => ask(TEXT),
  },
  {
    task: 'text-classification',
    model: ofTexts.textClassifier,
    input: async () => ({ text: TEXT }),
    options: { top_k: null },
    bare: (ask) => ask(TEXT, { top_k: null }),
  },
  {
    task: 'token-classification',
    model: ofTexts.tokenClassifier,
    input: async () => TEXT,
    options: { ignore_labels: [] },
    bare: (ask) => ask(TEXT, { ignore_labels: [] }),
  },
  {
    task: 'token-classification',
    model: ofTexts.tokenClassifier,
    input: async () => TEXT,
    options: { aggregation_strategy: 'simple' },
    bare: (ask) => ask(TEXT, { aggregation_strategy: 'simple' }),
  },
  {
    task: 'fill-mask',
    model: ofTexts.maskedModel,
    input: async () => 'the [MASK] opens',
    options: { top_k: 3 },
    bare: (ask) => ask('the [MASK] opens', { top_k: 3 }),
  },
  {
    task: 'question-answering',
    model: ofTexts.answeringModel,
    input: async () => ({ question: 'at seven?', context: TEXT }),
    bare: (ask) => ask('at seven?', TEXT),
  },
  {
    task: 'question-answering',
    model: ofTexts.answeringModel,
    input: async () => 'at seven?',
    options: { context: TEXT, top_k: 3 },
    bare: (ask) => ask('at seven?', TEXT, { top_k: 3 }),
  },
  {
    task: 'zero-shot-classification',
    model: ofTexts.entailmentModel,
    input: async () => ({ text: TEXT, candidate_labels: LABELS }),
    bare: (ask) => ask(TEXT, LABELS),
  },
  {
    task: 'zero-shot-classification',
    model: ofTexts.entailmentModel,
    input: async () => TEXT,
    options: { candidate_labels: LABELS, multi_label: true, hypothesis_template: 'a photo of {}' },
    bare: (ask) => ask(TEXT, LABELS, { multi_label: true, hypothesis_template: 'a photo of {}' }),
  },
  {
    task: 'text-to-audio',
    model: ofTexts.speakingModel,
    input: async () => TEXT,
    bare: (ask) => ask(TEXT, {}),
  },
  ...(['text2text-generation', 'summarization', 'translation'] as const).map(
    (task): Case => ({
      task,
      model: writing.textWriter,
      input: async () => TEXT,
      options: few,
      bare: (ask) => ask(TEXT, few),
    }),
  ),
  {
    task: 'image-classification',
    model: ofImages.imageClassifier,
    input: photo,
    options: { top_k: 3 },
    bare: async (ask) => ask(await rawPhoto(), { top_k: 3 }),
  },
  {
    // What is transparent is left to the library too.
    task: 'image-classification',
    model: ofImages.imageClassifier,
    input: () => smallPhoto(48, 32, 0.5),
    bare: async (ask) => ask(await RawImage.read(await smallPhoto(48, 32, 0.5))),
  },
  {
    task: 'image-feature-extraction',
    model: ofImages.imageEncoder,
    input: photo,
    bare: async (ask) => ask(await rawPhoto()),
  },
  {
    task: 'image-feature-extraction',
    model: ofImages.imageEncoder,
    input: photo,
    options: { pool: true },
    bare: async (ask) => ((await ask(await rawPhoto(), { pool: true })) as { data: unknown }).data,
  },
  {
    task: 'depth-estimation',
    model: ofImages.depthModel,
    input: photo,
    bare: async (ask) => ask(await rawPhoto()),
  },
  {
    task: 'image-to-image',
    model: ofImages.imageChanger,
    input: photo,
    bare: async (ask) => ask(await rawPhoto()),
  },
  {
    task: 'image-segmentation',
    model: ofImages.semanticSegmenter,
    input: photo,
    bare: async (ask) => ask(await rawPhoto()),
  },
  {
    task: 'image-segmentation',
    model: ofImages.panopticSegmenter,
    input: photo,
    options: { threshold: 0.1, mask_threshold: 0.3, overlap_mask_area_threshold: 0.1 },
    bare: async (ask) =>
      ask(await rawPhoto(), { threshold: 0.1, mask_threshold: 0.3, overlap_mask_area_threshold: 0.1 }),
  },
  {
    task: 'object-detection',
    model: ofImages.detector,
    input: photo,
    options: { threshold: 0.1 },
    bare: async (ask) => ask(await rawPhoto(), { threshold: 0.1 }),
  },
  {
    task: 'zero-shot-image-classification',
    model: ofImages.imageAndText,
    input: async () => ({ image: await photo(), candidate_labels: LABELS }),
    bare: async (ask) => ask(await rawPhoto(), LABELS),
  },
  {
    task: 'zero-shot-object-detection',
    model: ofImages.namingDetector,
    input: photo,
    options: { candidate_labels: LABELS, threshold: 0.2 },
    bare: async (ask) => ask(await rawPhoto(), LABELS, { threshold: 0.2 }),
  },
  {
    task: 'image-to-text',
    model: () => writing.imageWriter(),
    input: photo,
    options: few,
    bare: async (ask) => ask(await rawPhoto(), few),
  },
  {
    task: 'document-question-answering',
    model: () => writing.imageWriter('</s_answer>'),
    input: async () => ({ image: await photo(), question: 'at seven?' }),
    bare: async (ask) => ask(await rawPhoto(), 'at seven?'),
  },
  {
    task: 'audio-classification',
    model: ofSounds.soundClassifier,
    input: sound,
    bare: async (ask) => ask(await samples(16_000)),
  },
  {
    task: 'zero-shot-audio-classification',
    model: ofSounds.soundAndText,
    input: async () => ({ audio: await sound(), candidate_labels: LABELS }),
    bare: async (ask) => ask(await samples(8000), LABELS),
  },
];

test.each(cases.map((each, at) => [each.task, JSON.stringify(each.options ?? {}), each, at] as const))(
  '%s %s answers what transformers.js answers by itself',
  async (task, _, { model, input, options, bare }, at) => {
    const folder = model();
    const id = `random/${task}-${at}`;
    const answer = await host.run(specOf(task, folder, id), await input(), {
      ...(options !== undefined && { options }),
    });
    const expected = plainBare(await bare(await barePipeline(task, id, folder)));
    const ours = await plainOurs(answer.output);
    expect(ours).toEqual(expected);
  },
);

test('every pipeline is tested here, or on real weights', () => {
  const tested = new Set<string>([...cases.map(({ task }) => task), 'background-removal']);
  expect(Object.keys(PIPELINE_TASKS).filter((task) => !tested.has(task))).toEqual([]);
});

test('the tasks are those of transformers.js, by its names', async () => {
  const refusal = await pipeline('nothing' as 'fill-mask', 'no/model').catch((thrown: Error) => thrown);
  const [, listed = ''] = /\[(.*)\]/.exec(String(refusal)) ?? [];
  const own = ['feature-extraction', 'automatic-speech-recognition', 'text-generation'];
  expect([...Object.keys(PIPELINE_TASKS), ...own].sort()).toEqual(listed.split(/, ?/).sort());
});
