import { expect, test } from 'vitest';
import { runExecutor } from '../../src/engine/index.ts';
import type { ModelAccess } from '../../src/executors/index.ts';
import { ModelExecutor } from '../../src/executors/model-executor/model-executor.ts';
import { MemoryFileStore, StoredFiles } from '../../src/storage/index.ts';

/** Answers with the kind and the size of what it gets. */
const models: ModelAccess = {
  run: async (_spec, input) => {
    const output = input instanceof Blob ? `file of ${input.size}` : Object.prototype.toString.call(input);
    return {
      output,
      model: 'm',
      device: 'wasm',
      dtype: 'q8',
      runTime: 0,
      loadTime: 0,
      deviceReason: 'no WebGPU adapter',
      threads: 1,
      workers: 1,
    };
  },
};
const files = new StoredFiles(new MemoryFileStore());

const hear = 'automatic-speech-recognition';

test.each<[string, Record<string, unknown>, string, number | undefined]>([
  ['a text', { text: 'hello' }, '[object String]', 5],
  ['a text that looks like a file', { input: 'data:text/plain,abcd' }, '[object String]', 20],
  [
    'a map of what belongs together',
    { task: 'question-answering', input: { question: 'who?' } },
    '[object Object]',
    4,
  ],
  ['a file by its content', { task: hear, input: { content: 'abc', filename: 'a.wav' } }, 'file of 3', 3],
  ['a data: URL', { task: hear, input: 'data:text/plain,abcd' }, 'file of 4', 4],
  ['messages', { task: 'text-generation', input: [{ role: 'user', content: 'hello' }] }, '[object Array]', 1],
  ['samples of a sound', { task: hear, input: new Float32Array(7) }, '[object Float32Array]', 7],
  [
    'a file in a map',
    { task: 'audio-classification', input: { audio: { content: 'ab' } } },
    '[object Object]',
    2,
  ],
  ['a list of files', { task: hear, input: [{ content: 'ab' }, { content: 'c' }] }, '[object Array]', 2],
])('takes %s', async (_, config, predictions, length) => {
  const result = await runExecutor(new ModelExecutor(), config, { models, files });
  expect(result).toMatchObject({
    success: true,
    outputs: { predictions },
    metadata: { input_length: length },
  });
});

test('opens the files of a list and of a map', async () => {
  const seen: unknown[] = [];
  const watching: ModelAccess = {
    run: (spec, input) => {
      seen.push(input);
      return models.run(spec, input);
    },
  };
  const image = { content: 'abc', filename: 'a.png' };
  const config = {
    task: 'zero-shot-image-classification',
    input: [image, { image, candidate_labels: ['b'] }],
  };
  await runExecutor(new ModelExecutor(), config, { models: watching, files });
  const [[alone, { image: within, candidate_labels }]] = seen as [
    [File, { image: File; candidate_labels: string[] }],
  ];
  expect([alone.name, within.name]).toEqual(['a.png', 'a.png']);
  expect(await within.text()).toBe('abc');
  expect(candidate_labels).toEqual(['b']);
});

test('messages reach the model as they are, and are no files', async () => {
  const seen: unknown[] = [];
  const watching: ModelAccess = {
    run: (spec, input) => {
      seen.push(input);
      return models.run(spec, input);
    },
  };
  const input = [
    { role: 'system', content: 'be kind' },
    { role: 'user', content: 'hello' },
  ];
  await runExecutor(new ModelExecutor(), { task: 'text-generation', input }, { models: watching, files });
  expect(seen).toEqual([input]);
});

test('a task that nobody knows is told with the one that was probably meant', async () => {
  const result = await runExecutor(
    new ModelExecutor(),
    { text: 'x', task: 'sumarization' },
    { models, files },
  );
  expect(result).toMatchObject({ error: { code: 'task_unsupported', hint: 'Did you mean summarization?' } });
});

test('without an input it says so', async () => {
  const result = await runExecutor(new ModelExecutor(), {}, { models, files });
  expect(result).toMatchObject({ error: { code: 'input_required', message: 'Text input is required' } });
});
