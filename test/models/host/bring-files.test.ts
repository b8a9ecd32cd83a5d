import { expect, test } from 'vitest';
import { FlowError } from '../../../src/errors/index.ts';
import type { Progress } from '../../../src/executors/index.ts';
import type { CatalogueModel } from '../../../src/models/catalogue/catalogue-model.ts';
import { bringFiles } from '../../../src/models/host/bring-files.ts';
import type { BringOptions } from '../../../src/models/weights/weight-library.ts';

const speech = { id: 'a/speech', task: 'automatic-speech-recognition', dtype: 'q8', size: 90, files: [] };
const silero = { id: 'a/voice', task: 'voice-activity-detection', dtype: 'fp32', size: 10, files: [] };
const catalogue = { candidates: async () => [silero] };
const graph = new Blob(['graph']);
const own = ['speech.onnx', new Blob(['speech'])] as const;
const wanted = { task: speech.task, model: speech, files: undefined };

/** The model itself comes; the one that helps as it is told. */
function weightsWith(bringCompanion: () => Promise<Map<string, Blob>>) {
  return {
    bring: (model: CatalogueModel) =>
      model.id === silero.id ? bringCompanion() : Promise.resolve(new Map([own])),
  };
}
const weights = weightsWith(async () => new Map([['voice.onnx', graph]]));

function watch(controller = new AbortController()) {
  const told: Progress[] = [];
  return { signal: controller.signal, onProgress: (progress: Progress) => told.push(progress), told };
}

test('the files of the model that helps lie in a folder of their own', async () => {
  const files = await bringFiles(wanted, { catalogue, weights }, watch());
  expect([...files]).toEqual([own, ['@companion/voice.onnx', graph]]);
});

test('they come also beside a model that a step brings along', async () => {
  const files = await bringFiles({ ...wanted, files: new Map([own]) }, { catalogue, weights }, watch());
  expect([...files]).toEqual([own, ['@companion/voice.onnx', graph]]);
});

test('a task that nobody helps asks for nothing', async () => {
  const asked = { candidates: () => Promise.reject(new Error('asked')) };
  const alone = { ...wanted, task: 'feature-extraction' };
  expect([...(await bringFiles(alone, { catalogue: asked, weights }, watch()))]).toEqual([own]);
});

test('where it is not at hand, or does not come, there are none and the task goes on', async () => {
  const fails = () => Promise.reject(new FlowError('model_unavailable', 'not here'));
  const nowhere = { catalogue: { candidates: fails }, weights };
  expect([...(await bringFiles(wanted, nowhere, watch()))]).toEqual([own]);
  const broken = { catalogue, weights: weightsWith(fails) };
  expect([...(await bringFiles(wanted, broken, watch()))]).toEqual([own]);
});

test('a load that is cancelled is not taken for one without help', async () => {
  const controller = new AbortController();
  const reason = new FlowError('cancelled', 'enough');
  const bring = () => {
    controller.abort(reason);
    return Promise.reject(reason);
  };
  const coming = bringFiles(wanted, { catalogue, weights: weightsWith(bring) }, watch(controller));
  await expect(coming).rejects.toBe(reason);
});

test('a load that was cancelled while help was looked for fetches nothing', async () => {
  const controller = new AbortController();
  const reason = new FlowError('cancelled', 'enough');
  const slow = {
    candidates: async () => {
      controller.abort(reason);
      return [silero];
    },
  };
  const bring = () => Promise.reject(new Error('fetched'));
  const coming = bringFiles(wanted, { catalogue: slow, weights: { bring } }, watch(controller));
  await expect(coming).rejects.toBe(reason);
});

/** Weights that tell what they are told to, in this order, and then are there. */
function tellingWeights(...script: readonly (readonly [id: string, loaded: number | 'load' | 'fails'])[]) {
  const listeners = new Map<string, BringOptions>();
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const tell = (): void => {
    for (const [id, what] of script) {
      const [{ onProgress } = {}, end] = [listeners.get(id), ends.get(id)];
      const total = id === speech.id ? speech.size : silero.size;
      if (what === 'fails') end?.reject(new FlowError('download_failed', 'It broke off.'));
      else if (what === 'load') onProgress?.({ phase: 'load', label: id });
      else onProgress?.({ phase: 'download', label: id, loaded: what, total, unit: 'bytes' });
    }
    setImmediate(() => {
      for (const { resolve } of ends.values()) resolve();
    });
  };
  return {
    bring: ({ id }: CatalogueModel, options: BringOptions = {}) =>
      new Promise<Map<string, Blob>>((resolve, reject) => {
        listeners.set(id, options);
        ends.set(id, { resolve: () => resolve(new Map()), reject });
        if (listeners.size === 2) tell();
      }),
  };
}

const bytes = (loaded: number, total: number) => ({
  phase: 'download',
  label: speech.id,
  loaded,
  total,
  unit: 'bytes',
});
const loading = { phase: 'load', label: speech.id };

test('both are told of as one download, whose whole is known from the start', async () => {
  const telling = tellingWeights(
    [silero.id, 4],
    [speech.id, 50],
    // As of a piece that was fetched again.
    [silero.id, 2],
    [silero.id, 10],
    [silero.id, 'load'],
    [speech.id, 90],
    [speech.id, 'load'],
  );
  const { told, ...watching } = watch();
  await bringFiles(wanted, { catalogue, weights: telling }, watching);
  expect(told).toEqual([bytes(4, 100), bytes(54, 100), bytes(60, 100), bytes(100, 100), loading]);
});

test('the load begins when the last of both is there', async () => {
  const telling = tellingWeights([speech.id, 90], [speech.id, 'load'], [silero.id, 10], [silero.id, 'load']);
  const { told, ...watching } = watch();
  await bringFiles(wanted, { catalogue, weights: telling }, watching);
  expect(told).toEqual([bytes(90, 100), bytes(100, 100), loading]);
});

test('help that breaks off is not waited for, and what came does not run backwards', async () => {
  const telling = tellingWeights([silero.id, 4], [silero.id, 'fails'], [speech.id, 90], [speech.id, 'load']);
  const { told, ...watching } = watch();
  await bringFiles(wanted, { catalogue, weights: telling }, watching);
  expect(told).toEqual([bytes(4, 100), bytes(94, 100), bytes(94, 94), loading]);
});
