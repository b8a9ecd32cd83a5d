import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineClient } from '../../../src/workers/engine/engine-client.ts';
import { dropped, type Folder } from './import/model-folder.ts';
import { imageClassifier } from './support/random/image-models.ts';
import { soundClassifier } from './support/random/sound-models.ts';
import { entailmentModel, maskedModel, textClassifier } from './support/random/text-models.ts';
import { tone, wavFile } from './support/recording.ts';
import { smallPhoto } from './support/small-photo.ts';
import { vastImage } from './support/vast-image.ts';

/** What tasks take and refuse, through `model_executor` in a flow, on small models that a user imports. */
const engine = new EngineClient({ root: new URL('/', location.href) });

/** By the names that they are imported with; the task of each is read from its files. */
const MODELS: Readonly<Record<string, () => Folder>> = {
  feeling: textClassifier,
  entailment: entailmentModel,
  masked: maskedModel,
  pictures: imageClassifier,
  sounds: soundClassifier,
};

beforeAll(async () => {
  for (const [name, make] of Object.entries(MODELS))
    await engine.models.import(dropped(make(), `small__${name}`));
});

afterAll(async () => {
  for (const { model, dtype, from } of await engine.models.list()) {
    if (from === 'import') await engine.models.remove(model, dtype);
  }
  engine.close();
});

const FLOW = `name: ask
inputs:
  - {name: task, type: string}
  - {name: model, type: string}
  - {name: given, type: object}
  - {name: file, type: file, required: false}
  - {name: options, type: object, default: {}}
steps:
  - name: ask
    executor: model_executor
    config:
      task: "{{ inputs.task }}"
      model_name: "{{ inputs.model }}"
      input: "{{ inputs.file or inputs.given.input }}"
      options: "{{ inputs.options }}"
outputs:
  - {name: answer, value: "{{ steps.ask.outputs }}"}
  - {name: told, value: "{{ steps.ask.metadata }}"}
`;

interface Call {
  readonly task: string;
  readonly model: string;
  readonly input?: unknown;
  readonly file?: Blob;
  readonly options?: Readonly<Record<string, unknown>>;
}

async function ask({ model, input, ...call }: Call) {
  const { outputs, error } = await engine.executeFlow(FLOW, {
    ...call,
    model: `small/${model}`,
    // An input of a flow has one type; within a map it may be anything.
    given: { input: input ?? null },
  });
  const answer = outputs['answer'] as { readonly predictions: unknown } | undefined;
  return { predictions: answer?.predictions, told: outputs['told'], error };
}

const feeling = { task: 'text-classification', model: 'feeling' };
const pictures = { task: 'image-classification', model: 'pictures' };
const sounds = { task: 'audio-classification', model: 'sounds' };
const entailment = { task: 'zero-shot-classification', model: 'entailment', input: 'the boat' };
const scored = { label: expect.any(String), score: expect.any(Number) };

const good: Readonly<Record<string, () => Promise<Call>>> = {
  feeling: async () => ({ ...feeling, input: 'the boat is good' }),
  masked: async () => ({
    task: 'fill-mask',
    model: 'masked',
    input: 'the [MASK] opens',
    options: { top_k: 1 },
  }),
  entailment: async () => ({ ...entailment, options: { candidate_labels: ['boat', 'harbour'] } }),
  pictures: async () => ({ ...pictures, file: await smallPhoto() }),
  sounds: async () => ({ ...sounds, file: wavFile(tone(0.3)) }),
};

describe('takes', () => {
  test('a text, a photo and a recording, and names the input by its own measure', async () => {
    expect(await ask((await good['feeling']?.()) as Call)).toMatchObject({
      predictions: [scored],
      told: { input_length: 16, model_name: 'small/feeling' },
    });
    const photo = await smallPhoto();
    expect(await ask({ ...pictures, file: photo })).toMatchObject({
      predictions: [scored, scored, scored, scored, scored],
      told: { input_length: photo.size },
    });
    expect(await ask((await good['sounds']?.()) as Call)).toMatchObject({
      predictions: [scored, scored, scored, scored],
    });
  });

  test('other names of a task, and a model of text classification for labels of your own', async () => {
    expect(await ask({ task: 'sentiment-analysis', model: 'feeling', input: 'bad' })).toMatchObject({
      predictions: [scored],
    });
    const { predictions } = await ask({
      ...entailment,
      input: { text: 'the boat', candidate_labels: ['boat', 'sea'] },
    });
    expect(predictions).toMatchObject({ sequence: 'the boat', labels: expect.any(Array) });
  });
});

const labels = (candidate_labels: unknown): Call => ({ ...entailment, options: { candidate_labels } });

const bad: readonly (readonly [string, string, () => Promise<Call> | Call, string, RegExp, RegExp])[] = [
  [
    'a task that nobody knows',
    'feeling',
    () => ({ ...feeling, task: 'text-clasification', input: 'x' }),
    'task_unsupported',
    /no task "text-clasification"/,
    /Did you mean text-classification\?/,
  ],
  [
    'a task like no other',
    'feeling',
    () => ({ ...feeling, task: 'cook', input: 'x' }),
    'task_unsupported',
    /no task "cook"/,
    /Tasks: .*background-removal/,
  ],
  [
    'a model for another task',
    'feeling',
    () => ({ ...feeling, task: 'token-classification', input: 'x' }),
    'model_unavailable',
    /is for text-classification, not for token-classification/,
    /./,
  ],
  [
    'an empty text',
    'feeling',
    () => ({ ...feeling, input: '' }),
    'input_required',
    /^Text input is required$/,
    /./,
  ],
  [
    'an empty list',
    'feeling',
    () => ({ ...feeling, input: [] }),
    'input_required',
    /^Text input is required$/,
    /./,
  ],
  [
    'a list with an empty text',
    'feeling',
    () => ({ ...feeling, input: ['a', ''] }),
    'input_required',
    /Text input is required \(input\[1\]\)/,
    /list of texts/,
  ],
  [
    'a number',
    'feeling',
    () => ({ ...feeling, input: 5 }),
    'input_mismatch',
    /takes a text; input is a number/,
    /Give a text/,
  ],
  [
    'a photo for a text',
    'feeling',
    async () => ({ ...feeling, file: await smallPhoto() }),
    'input_mismatch',
    /takes a text; input is a file of image\/png/,
    /document_extractor/,
  ],
  [
    'a key that the task does not have',
    'entailment',
    () => ({ ...entailment, input: { text: 'x', candidate_label: ['y'] } }),
    'input_mismatch',
    /takes no "candidate_label"/,
    /Did you mean candidate_labels\?/,
  ],
  [
    'no labels',
    'entailment',
    () => ({ ...entailment }),
    'input_required',
    /needs "candidate_labels", a list of labels/,
    /among the options/,
  ],
  [
    'an empty list of labels',
    'entailment',
    () => labels([]),
    'input_required',
    /needs "candidate_labels"/,
    /\[praise, complaint\]/,
  ],
  [
    'labels that are no texts',
    'entailment',
    () => labels([1, 2]),
    'input_mismatch',
    /takes a list of labels as "candidate_labels"/,
    /./,
  ],
  [
    'a text without a mask',
    'masked',
    () => ({ task: 'fill-mask', model: 'masked', input: 'the boat' }),
    'input_mismatch',
    /a text with \[MASK\] in it/,
    /Write \[MASK\]/,
  ],
  [
    'an option of another type',
    'feeling',
    () => ({ ...feeling, input: 'x', options: { top_k: 'many' } }),
    'invalid_config',
    /The option "top_k" is not right/,
    /docs\/models\.md/,
  ],
  [
    'a template without a place',
    'entailment',
    () => ({ ...labels(['a']), options: { candidate_labels: ['a'], hypothesis_template: 'It is.' } }),
    'invalid_config',
    /hypothesis_template/,
    /./,
  ],
  [
    'a text for a photo',
    'pictures',
    () => ({ ...pictures, input: 'a photo' }),
    'file_not_found',
    /File not found: a photo/,
    /./,
  ],
  [
    'what is no image',
    'pictures',
    () => ({ ...pictures, file: new File(['words'], 'a.png') }),
    'image_unreadable',
    /none of PNG/,
    /PNG, JPEG/,
  ],
  [
    'an image of 20,000 × 20,000',
    'pictures',
    async () => ({ ...pictures, file: await vastImage(20_000, 20_000) }),
    'image_too_large',
    /20000 × 20000/,
    /smaller/,
  ],
  [
    'half an image',
    'pictures',
    async () => ({ ...pictures, file: (await smallPhoto()).slice(0, 200) }),
    'image_unreadable',
    /damaged|cut off/,
    /./,
  ],
  [
    'a wav that is no audio',
    'sounds',
    () => ({ ...sounds, file: new File(['RIFF no sound'], 'a.wav', { type: 'audio/wav' }) }),
    'audio_unreadable',
    /no audio/,
    /wav, mp3/,
  ],
  [
    'a photo for a recording',
    'sounds',
    async () => ({ ...sounds, file: await smallPhoto() }),
    'audio_unreadable',
    /no audio/,
    /wav, mp3/,
  ],
];

describe('refuses, and the next good call in the same page succeeds', () => {
  test.each(bad)('%s', async (_, model, call, code, message, hint) => {
    const { error } = await ask(await call());
    expect(error).toMatchObject({
      code,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
      step: 'ask',
    });
    const next = await ask((await good[model]?.()) as Call);
    expect(next.error).toBeUndefined();
    expect(next.predictions).toBeDefined();
  });

  test('a model that was imported for what it cannot do', async () => {
    await engine.models.import(dropped(textClassifier(), 'small__wrong'), { task: 'question-answering' });
    const wrong = await ask({
      task: 'question-answering',
      model: 'wrong',
      input: { question: 'at seven?', context: 'the boat' },
    });
    expect(wrong.error).toMatchObject({
      code: 'model_invalid',
      message: expect.stringContaining('does not give what question-answering needs'),
    });
    await engine.models.import(dropped(imageClassifier(), 'small__kind'), { task: 'depth-estimation' });
    expect(
      (await ask({ task: 'depth-estimation', model: 'kind', file: await smallPhoto() })).error,
    ).toMatchObject({
      code: 'model_invalid',
      message: expect.stringContaining('of a kind that this task has no use for'),
    });
    expect((await ask((await good['feeling']?.()) as Call)).error).toBeUndefined();
  });
});
