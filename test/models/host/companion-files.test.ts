import { expect, test } from 'vitest';
import { FlowError } from '../../../src/errors/index.ts';
import { companionFiles } from '../../../src/models/host/companion-files.ts';

const silero = { id: 'a/voice', task: 'voice-activity-detection', dtype: 'fp32', size: 1, files: [] };
const catalogue = { candidates: async () => [silero] };
const graph = new Blob(['graph']);
const weights = { bring: async () => new Map([['voice.onnx', graph]]) };
const { signal } = new AbortController();

test('the files of the model that helps lie in a folder of their own', async () => {
  const files = await companionFiles('automatic-speech-recognition', { catalogue, weights }, signal);
  expect([...files]).toEqual([['@companion/voice.onnx', graph]]);
});

test('a task that nobody helps asks for nothing', async () => {
  const asked = { candidates: () => Promise.reject(new Error('asked')) };
  expect((await companionFiles('feature-extraction', { catalogue: asked, weights }, signal)).size).toBe(0);
});

test('where it is not at hand, or does not come, there are none and the task goes on', async () => {
  const fails = () => Promise.reject(new FlowError('model_unavailable', 'not here'));
  const task = 'automatic-speech-recognition';
  expect((await companionFiles(task, { catalogue: { candidates: fails }, weights }, signal)).size).toBe(0);
  expect((await companionFiles(task, { catalogue, weights: { bring: fails } }, signal)).size).toBe(0);
});

test('a load that is cancelled is not taken for one without help', async () => {
  const controller = new AbortController();
  const reason = new FlowError('cancelled', 'enough');
  const bring = () => {
    controller.abort(reason);
    return Promise.reject(reason);
  };
  const coming = companionFiles(
    'automatic-speech-recognition',
    { catalogue, weights: { bring } },
    controller.signal,
  );
  await expect(coming).rejects.toBe(reason);
});
