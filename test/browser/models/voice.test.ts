import { afterAll, expect, test } from 'vitest';
import type { Progress } from '../../../src/executors/index.ts';
import { siteModelsReader } from '../../../src/models/catalogue/read-site-models.ts';
import { EngineClient } from '../../../src/workers/engine/engine-client.ts';
import { editDistance } from './support/edit-distance.ts';
import { makeHost } from './support/make-host.ts';
import { JFK_WORDS, jfk, joined, silence, wavFile } from './support/recording.ts';

/** Speech and pauses, on the real models and a real voice. */
const engine = new EngineClient({ root: new URL('/', location.href) });
afterAll(() => engine.close());

const FLOW = `name: voice
inputs:
  - {name: recording, type: file}
steps:
  - name: hear
    executor: voice_activity
    config: {audio: "{{ inputs.recording }}"}
outputs:
  - {name: heard, value: "{{ steps.hear.outputs }}"}
`;

interface Heard {
  readonly segments: readonly { readonly start: number; readonly end: number }[];
  readonly speech_ratio: number;
  readonly duration: number;
}

async function hear(recording: Blob) {
  const { outputs, error } = await engine.executeFlow(FLOW, { recording });
  return { heard: outputs['heard'] as Heard, error };
}

test('speech is found where it is, and none in the pauses', async () => {
  const voice = await jfk();
  const { heard, error } = await hear(wavFile(joined(silence(2), voice, silence(3), voice)));
  expect(error).toBeUndefined();
  const { segments, duration, speech_ratio } = heard;
  expect(duration).toBeCloseTo(27, 1);
  const [first] = segments;
  expect(first?.start).toBeGreaterThan(1.8);
  expect(first?.start).toBeLessThan(2.6);
  const inPause = segments.filter(({ start, end }) => end > 13.3 && start < 15.8);
  expect(inPause).toEqual([]);
  // The same voice is heard twice, 14 seconds apart.
  const half = segments.length / 2;
  for (const [at, { start, end }] of segments.slice(0, half).entries()) {
    expect(segments[half + at]?.start).toBeCloseTo(start + 14, 0);
    expect(segments[half + at]?.end).toBeCloseTo(end + 14, 0);
  }
  expect(speech_ratio).toBeGreaterThan(0.5);
  expect(speech_ratio).toBeLessThan(0.8);
});

test('in a silent recording nobody speaks, and it is no fault', async () => {
  const { heard, error } = await hear(wavFile(silence(5)));
  expect(error).toBeUndefined();
  expect(heard).toMatchObject({ segments: [], speech_ratio: 0, duration: 5 });
});

test('a wav that is no audio is told, and the next recording is heard', async () => {
  const { error } = await hear(new File(['RIFF but no audio'], 'note.wav'));
  expect(error).toMatchObject({ code: 'audio_unreadable', hint: expect.any(String) });
  expect((await hear(wavFile(await jfk()))).heard.segments.length).toBeGreaterThan(1);
});

/** The 30 seconds that the model hears at once end in the third of four, in the middle of "country". */
const longRecording = async (): Promise<Float32Array> => {
  const voice = await jfk();
  return joined(voice, silence(0.6), voice, silence(2.5), voice, silence(0.8), voice);
};

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[a-z']+/g) ?? [];

test('a long recording is cut at its pauses: no word is lost, and times count from its start', async () => {
  const { host } = makeHost();
  const spec = { task: 'automatic-speech-recognition' };
  const samples = await longRecording();
  const meant = [...JFK_WORDS, ...JFK_WORDS, ...JFK_WORDS, ...JFK_WORDS];
  const partial: string[] = [];
  const cut = await host.run(spec, samples, {
    options: { language: 'english', return_timestamps: true },
    onPartial: (text) => partial.push(text),
  });
  const { text, chunks, duration } = cut.output as {
    text: string;
    duration: number;
    chunks: { text: string; timestamp: [number, number] }[];
  };
  const windows = await host.run(spec, samples, {
    options: { language: 'english', return_timestamps: true, chunk_length_s: 30, stride_length_s: 5 },
  });
  const wrong = editDistance(wordsIn(text), meant);
  const wrongByWindows = editDistance(wordsIn((windows.output as { text: string }).text), meant);
  expect(wrong).toBe(0);
  // Windows that overlap lose words here: were they as good, there would be nothing to cut for.
  expect(wrongByWindows).toBeGreaterThan(0);
  expect(duration).toBeCloseTo(47.9, 1);
  const times = chunks.flatMap(({ timestamp }) => timestamp);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeGreaterThan(44);
  expect(times.at(-1)).toBeLessThanOrEqual(duration);
  for (const [at, shown] of partial.slice(1).entries())
    expect(shown.length).toBeGreaterThanOrEqual((partial[at] ?? '').length);
});

/** In bytes, by id, as the site lists them. */
async function sizesOfModels(): Promise<ReadonlyMap<string, number>> {
  const models = await siteModelsReader(new URL('/models/', location.href))();
  return new Map(models.map(({ id, size }) => [id, size]));
}

test('what hears pauses is counted in the download, from its start', async () => {
  const { host } = makeHost();
  const sizes = await sizesOfModels();
  const whole = (sizes.get('Xenova/whisper-tiny') ?? 0) + (sizes.get('snakers4/silero-vad') ?? 0);
  const told: Progress[] = [];
  const onProgress = (progress: Progress): void => void told.push(progress);
  await host.preload({ task: 'automatic-speech-recognition' }, { onProgress });
  const downloads = told.filter(({ phase }) => phase === 'download');
  expect(new Set(downloads.map(({ total }) => total))).toEqual(new Set([whole]));
  expect(new Set(told.map(({ label }) => label))).toEqual(new Set(['Xenova/whisper-tiny']));
  const loaded = downloads.map((each) => each.loaded ?? 0);
  expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
  expect(loaded.at(-1)).toBe(whole);
  expect(told.map(({ phase }) => phase)).toEqual([...downloads.map(() => 'download'), 'load']);
});

test('a long recording without speech has no text and no times', async () => {
  const { host } = makeHost();
  const spec = { task: 'automatic-speech-recognition' };
  const { output } = await host.run(spec, new Float32Array(16_000 * 40), {
    options: { language: 'english', return_timestamps: true },
  });
  expect(output).toEqual({ text: '', chunks: [], duration: 40 });
});
