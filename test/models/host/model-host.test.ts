import { expect, test, vi } from 'vitest';
import { FlowError } from '../../../src/errors/index.ts';
import type { CatalogueModel } from '../../../src/models/catalogue/catalogue-model.ts';
import { ModelHost, type ModelHostServices } from '../../../src/models/host/model-host.ts';
import { ScriptedWorker } from './scripted-worker.ts';

/** The host on workers that behave as real ones seldom do. */
function hostWith(
  prepare: (worker: ScriptedWorker, place: number) => void = () => {},
  changed: Partial<ModelHostServices> = {},
): { readonly host: ModelHost; readonly workers: ScriptedWorker[] } {
  const workers: ScriptedWorker[] = [];
  const candidates = async ({
    task,
    model = 'a/b',
  }: {
    task: string;
    model?: string;
  }): Promise<CatalogueModel[]> => [{ id: model, task, dtype: 'q8', size: 20_000_000, files: [] }];
  const host = new ModelHost({
    catalogue: { candidates, revision: async () => '', taskOf: async () => 'feature-extraction' },
    probe: async () => ({ cores: 2, hasThreads: true, hasWebNn: false }),
    weights: { bring: async () => new Map() },
    createWorker: () => {
      const worker = new ScriptedWorker();
      prepare(worker, workers.length);
      workers.push(worker);
      return worker;
    },
    runtimeUrl: new URL('http://localhost/ort/'),
    memory: 1_000_000_000,
    idleAfter: 60_000,
    ...changed,
  });
  return { host, workers };
}

const embed = { task: 'feature-extraction' };
const lost = (): FlowError => new FlowError('device_lost', 'It is gone.');

test('what is lost is tried once more in a new worker, then with fewer threads, and the answer says so', async () => {
  const { host, workers } = hostWith((worker, place) => {
    if (place < 2) worker.answer = () => Promise.reject(lost());
  });
  const answer = await host.run(embed, 'a text');
  expect(answer).toMatchObject({ output: 'a text', threads: 1 });
  expect(answer.tried).toEqual(['wasm, 2 threads: It is gone.', 'wasm, 2 threads: It is gone.']);
  expect(workers.map(({ alive }) => alive)).toEqual([false, false, true]);
});

test('what fails everywhere is told as it was at the last', async () => {
  const { host, workers } = hostWith((worker) => {
    worker.answer = () => Promise.reject(lost());
  });
  await expect(host.run(embed, 'a text')).rejects.toMatchObject({ code: 'device_lost' });
  expect(workers).toHaveLength(4);
});

test('a model that is no model is not tried again', async () => {
  const { host, workers } = hostWith((worker) => {
    worker.loadFault = new FlowError('model_invalid', 'It is none.');
  });
  await expect(host.run(embed, 'a text')).rejects.toMatchObject({ code: 'model_invalid' });
  expect(workers).toHaveLength(1);
});

test('a long list is spread over workers of one thread each, and its answers stand in order', async () => {
  const { host, workers } = hostWith((worker) => {
    worker.answer = async (input) => (input as readonly string[]).map((text) => text.toUpperCase());
  });
  const texts = Array.from({ length: 500 }, (_, at) => `text ${at}`);
  const answer = await host.run(embed, texts);
  expect(answer.output).toEqual(texts.map((text) => text.toUpperCase()));
  expect(answer).toMatchObject({ workers: 2, threads: 1 });
  expect(workers.map(({ inputs }) => inputs.length > 10)).toEqual([true, true]);
});

test('where one item of a list fails the rest is given up', async () => {
  const { host } = hostWith((worker) => {
    worker.answer = async (input) => {
      if ((input as readonly string[]).includes('bad')) throw new FlowError('input_invalid', 'It is bad.');
      return input;
    };
  });
  const texts = Array.from({ length: 500 }, (_, at) => (at === 40 ? 'bad' : 'good'));
  await expect(host.run(embed, texts)).rejects.toMatchObject({ code: 'input_invalid' });
});

test('a run that ends when it is asked to keeps its worker', async () => {
  const { host, workers } = hostWith((worker) => {
    worker.answer = (input, { signal }) =>
      input === 'long'
        ? new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new FlowError('cancelled', 'It stopped.')));
          })
        : Promise.resolve(input);
  });
  const controller = new AbortController();
  const long = host.run(embed, 'long', { signal: controller.signal });
  await vi.waitFor(() => expect(workers[0]?.inputs).toEqual(['long']));
  controller.abort();
  await expect(long).rejects.toMatchObject({ code: 'cancelled' });
  expect(await host.run(embed, 'next')).toMatchObject({ output: 'next', loadTime: 0 });
  expect(workers).toHaveLength(1);
});

test('the model that was used last stays where memory is short', async () => {
  const { host } = hostWith(undefined, { memory: 250_000_000 });
  for (const model of ['a/one', 'a/two', 'a/one', 'a/three']) await host.run({ ...embed, model }, 'a text');
  expect(host.loaded().map(({ model }) => model)).toEqual(['a/one', 'a/three']);
});

test('a model that nobody uses gives its memory back; one that is asked for again is loaded again', async () => {
  vi.useFakeTimers();
  try {
    let now = 0;
    const { host, workers } = hostWith(undefined, { now: () => now });
    await host.run(embed, 'a text');
    now = 59_000;
    vi.advanceTimersByTime(30_000);
    expect(host.loaded()).toHaveLength(1);
    now = 61_000;
    vi.advanceTimersByTime(30_000);
    expect(host.loaded()).toEqual([]);
    expect(workers[0]?.alive).toBe(false);
    expect(await host.run(embed, 'again')).toMatchObject({ output: 'again' });
  } finally {
    vi.useRealTimers();
  }
});

test('a model that was loaded ahead is ready', async () => {
  const { host, workers } = hostWith();
  await host.preload(embed);
  expect(workers[0]?.loads).toBe(1);
  expect(await host.run(embed, 'a text')).toMatchObject({ loadTime: 0 });
  expect(workers).toHaveLength(1);
});
