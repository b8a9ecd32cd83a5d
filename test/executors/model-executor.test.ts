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

test.each([
  ['a text', 'hello', '[object String]', 5],
  ['a file by its content', { content: 'abc', filename: 'a.wav' }, 'file of 3', 3],
  ['a data: URL', 'data:text/plain,abcd', 'file of 4', 4],
  ['messages', [{ role: 'user', content: 'hello' }], '[object Array]', 1],
  ['samples of a sound', new Float32Array(7), '[object Float32Array]', 7],
])('takes %s', async (_, input, predictions, length) => {
  const result = await runExecutor(new ModelExecutor(), { input }, { models, files });
  expect(result).toMatchObject({
    success: true,
    outputs: { predictions },
    metadata: { input_length: length },
  });
});

test('without an input it says so', async () => {
  const result = await runExecutor(new ModelExecutor(), {}, { models, files });
  expect(result).toMatchObject({ error: { code: 'input_required', message: 'Text input is required' } });
});
