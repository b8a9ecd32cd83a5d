import { afterEach, expect, test } from 'vitest';
import {
  EngineClient,
  type FlowError,
  type ModelImportProgress,
  type ModelSource,
} from '../../../../src/index.ts';
import { PIECE_BYTES } from '../../../../src/models/weights/weight-store.ts';
import { openDatabase } from '../../../../src/storage/database/open-database.ts';
import { freshDatabase } from '../../storage/fresh-database.ts';
import { onnxFile } from '../support/onnx-file.ts';
import { DOUBLE, dropped, json, miniLm, packed, small } from './model-folder.ts';

/** Models that the user brings, in the real engine, with its database and its model workers. */
freshDatabase();

const engines: EngineClient[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.close();
});

/** @param root where the site lies; one that is not there stands for a page without a network */
function engineOf(root = '/'): EngineClient {
  const engine = new EngineClient({ root: new URL(root, location.href) });
  engines.push(engine);
  return engine;
}

const flow = (model: string): string =>
  `name: vectors\nsteps:\n  - name: embed\n    executor: model_executor\n    config: {task: feature-extraction, model_name: ${model}, text: a cat sleeps}\n`;

async function vectorOf(engine: EngineClient, model: string): Promise<unknown> {
  const { outputs, error } = await engine.executeFlow(flow(model), {});
  expect(error).toBeUndefined();
  return (outputs['embed'] as { predictions: unknown }).predictions;
}

async function stored(): Promise<{ readonly pieces: number; readonly models: number }> {
  const database = await openDatabase();
  return { pieces: await database.count('models'), models: await database.count('modelRecords') };
}

async function refusal(work: Promise<unknown>): Promise<FlowError> {
  return work.then(
    () => expect.fail('It was taken.'),
    (thrown: FlowError) => thrown,
  );
}

test('a folder that was dropped is a model at once, and in the next visit, with the vectors of the embedded one', async () => {
  const engine = engineOf();
  const told: ModelImportProgress[] = [];
  const folder = await miniLm();
  const imported = await engine.models.import(dropped(folder), { onProgress: (each) => told.push(each) });
  const size = Object.values(folder).reduce((sum, file) => sum + file.size, 0);
  expect(imported).toEqual([
    {
      model: 'mine/mini',
      task: 'feature-extraction',
      dtype: 'q8',
      size,
      from: 'import',
      isStored: true,
      isPinned: false,
    },
  ]);
  expect(told.at(-1)).toEqual({ loaded: size, total: size });
  expect(told.map(({ loaded }) => loaded)).toEqual(told.map(({ loaded }) => loaded).sort((a, b) => a - b));
  expect(await vectorOf(engine, 'mine/mini')).toEqual(await vectorOf(engine, 'Xenova/all-MiniLM-L6-v2'));
  engine.close();
  const later = engineOf();
  expect(await later.models.list()).toContainEqual(imported[0]);
  await vectorOf(later, 'mine/mini');
  // A site that does not answer has it too.
  expect(await engineOf('/gone/').models.list()).toContainEqual(imported[0]);
});

test('a zip file of it is the same, packed or not, and the id may come from its name or from the page', async () => {
  const engine = engineOf();
  const folder = await miniLm();
  const [named] = await engine.models.import(await packed(folder, 6, 'mine__zipped.zip'));
  expect(named).toMatchObject({ model: 'mine/zipped', task: 'feature-extraction', dtype: 'q8' });
  const inFolder = Object.fromEntries(
    Object.entries(folder).map(([path, file]) => [`some/where/${path}`, file]),
  );
  const [asked] = await engine.models.import([await packed(inFolder, 0)], { model: 'mine/other' });
  expect(asked).toMatchObject({ model: 'mine/other', size: named?.size });
  const own = await vectorOf(engine, 'mine/zipped');
  expect(await vectorOf(engine, 'mine/other')).toEqual(own);
});

test('a list of files as a folder input gives it keeps their places', async () => {
  const folder = await miniLm();
  const files = Object.entries(folder).map(([path, blob]) => {
    const file = new File([blob], path.split('/').at(-1) ?? path);
    // Only a browser can set it, when a person chooses a folder.
    return Object.defineProperty(file, 'webkitRelativePath', { value: `mine__chosen/${path}` });
  });
  const [model] = await engineOf().models.import(files);
  expect(model).toMatchObject({ model: 'mine/chosen' });
});

test('what was exported comes back byte for byte, and runs', async () => {
  const engine = engineOf();
  await engine.models.import(dropped(await miniLm()));
  const before = await vectorOf(engine, 'mine/mini');
  const zip = await engine.models.export('mine/mini', 'q8');
  expect(zip.type).toBe('application/zip');
  await engine.models.remove('mine/mini', 'q8');
  expect(await stored()).toEqual({ pieces: 0, models: 0 });
  const [back] = await engine.models.import(zip);
  expect(back).toMatchObject({ model: 'mine/mini', task: 'feature-extraction', dtype: 'q8' });
  expect(await vectorOf(engine, 'mine/mini')).toEqual(before);
  const again = new Uint8Array(await (await engine.models.export('mine/mini', 'q8')).arrayBuffer());
  const first = new Uint8Array(await zip.arrayBuffer());
  expect(again.length).toBe(first.length);
  const { unzipSync } = await import('fflate');
  const [one, other] = [unzipSync(first), unzipSync(again)];
  expect(Object.keys(one).sort()).toEqual([...Object.keys(await miniLm()), 'promptflow-model.json'].sort());
  for (const [path, bytes] of Object.entries(one)) {
    expect(bytes.length, path).toBe(other[path]?.length);
    expect(
      bytes.every((byte, place) => byte === other[path]?.[place]),
      path,
    ).toBe(true);
  }
});

test('an embedded model that has no config comes back from its export too', async () => {
  const engine = engineOf();
  await engine.models.preload({ task: 'voice-activity-detection' });
  const [voice] = (await engine.models.list()).filter(({ task }) => task === 'voice-activity-detection');
  const zip = await engine.models.export(voice?.model ?? '', voice?.dtype ?? '');
  const [taken] = await engine.models.import(zip, { model: 'mine/voice' });
  expect(taken).toMatchObject({ model: 'mine/voice', task: 'voice-activity-detection', licence: 'MIT' });
  expect(await refusal(engine.models.import(zip))).toMatchObject({
    code: 'model_invalid',
    message: expect.stringContaining('already, beside it'),
  });
});

test('a model is imported once more in place of the one that was there, and a piece of it that is gone is said', async () => {
  const engine = engineOf();
  const folder = { ...(await miniLm()), 'special_tokens_map.json': json({}) };
  await engine.models.import(dropped(folder));
  await vectorOf(engine, 'mine/mini');
  engine.close();
  const database = await openDatabase();
  await database.delete('models', ['mine/mini', 'onnx/model_quantized.onnx', 1]);
  const later = engineOf();
  const { error } = await later.executeFlow(flow('mine/mini'), {});
  expect(error).toMatchObject({ code: 'weights_damaged', hint: 'Import the model again.' });
  expect(await refusal(later.models.export('mine/mini', 'q8'))).toMatchObject({ code: 'weights_damaged' });
  await later.models.import(dropped(await miniLm()));
  await vectorOf(later, 'mine/mini');
  expect(await database.getAllKeys('models')).not.toContainEqual(
    expect.arrayContaining(['special_tokens_map.json']),
  );
});

test('a precision that comes later shares the files of the first, where they are the same', async () => {
  const engine = engineOf();
  const small = { ...(await miniLm()), 'onnx/model_quantized.onnx': onnxFile(DOUBLE) };
  const full = Object.fromEntries(
    Object.entries(small).map(([path, file]) => [path.replace('_quantized', ''), file]),
  );
  await engine.models.import(dropped(small));
  const [second] = await engine.models.import(dropped(full));
  expect(second).toMatchObject({ model: 'mine/mini', dtype: 'fp32' });
  const own = await stored();
  expect(own).toEqual({ pieces: 5, models: 2 });
  const other = { ...full, 'tokenizer_config.json': json({ another: true }) };
  expect(await refusal(engine.models.import(dropped(other)))).toMatchObject({
    code: 'model_invalid',
    message: expect.stringContaining('tokenizer_config.json'),
    hint: expect.stringContaining('Remove'),
  });
  expect(await stored()).toEqual(own);
});

/** A model that is whole, and too small to compute anything of use. */
test('what a model is for and what it is called is read from its files', async () => {
  const engine = engineOf();
  const [classifies] = await engine.models.import(dropped(small(), 'reviews/stars'));
  expect(classifies).toMatchObject({ model: 'reviews/stars', task: 'text-classification' });
  const sentences = small({ 'modules.json': json([]), 'README.md': new Blob(['Hello.']) });
  const [embeds] = await engine.models.import(dropped(sentences, 'plain'), { model: 'mine/plain' });
  expect(embeds).toMatchObject({ model: 'mine/plain', task: 'feature-extraction' });
  const tells = small({
    'config.json': json({ architectures: ['BertModel'], _name_or_path: 'somebody/bert' }),
    'onnx/model_quantized.onnx': undefined,
    'model_fp16.onnx': onnxFile(DOUBLE),
  });
  const [told] = await engine.models.import(dropped(tells, 'download'));
  expect(told).toMatchObject({ model: 'somebody/bert', task: 'feature-extraction', dtype: 'fp16' });
  const bare = { 'double.onnx': onnxFile(DOUBLE) };
  const [graph] = await engine.models.import(dropped(bare, 'mine__double'), { task: 'onnx' });
  expect(graph).toMatchObject({ model: 'mine/double', task: 'onnx', dtype: 'fp32' });
});

async function altered(blob: Blob, change: (text: string) => string): Promise<File> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const text = change(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return new File([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], 'mine__mini.zip');
}

const external = (externalData: string): Blob =>
  onnxFile({ operator: 'Add', inputs: { x: { type: 1, shape: [1] } }, reads: ['x', 'c'], externalData });

test.each<[string, () => ModelSource | Promise<ModelSource>, string, string]>([
  ['no file', () => [], 'There are no files.', 'folder'],
  [
    'no config',
    () => dropped(small({ 'config.json': undefined })),
    'There is no config.json in mine__mini.',
    'beside the folder onnx. A model without one needs its task said',
  ],
  [
    'a config that is no JSON',
    () => dropped(small({ 'config.json': new Blob(['{"architectures": [']) })),
    'mine__mini/config.json is not JSON',
    'once more',
  ],
  [
    'a config that is a list',
    () => dropped(small({ 'config.json': json([]) })),
    'mine__mini/config.json is no map',
    'belongs',
  ],
  [
    'a tokenizer that is no JSON',
    () => dropped(small({ 'tokenizer.json': new Blob(['<html>']) })),
    'mine__mini/tokenizer.json is not JSON',
    'once more',
  ],
  [
    'no tokenizer',
    () => dropped(small({ 'tokenizer.json': undefined })),
    'tokenizer.json is missing, which text-classification needs.',
    'the field Task in the page, or `task` of `import(files, {task: ',
  ],
  [
    'no ONNX file',
    () => dropped(small({ 'onnx/model_quantized.onnx': undefined, 'model.safetensors': new Blob(['x']) })),
    'There is no ONNX file.',
    'exported to ONNX',
  ],
  [
    'an ONNX file that is none',
    () => dropped(small({ 'onnx/model_quantized.onnx': new Blob(['hello, this is not a model']) })),
    'onnx/model_quantized.onnx',
    'once more',
  ],
  [
    'an ONNX file that was cut short',
    () => dropped(small({ 'onnx/model_quantized.onnx': onnxFile(DOUBLE).slice(0, 40) })),
    'onnx/model_quantized.onnx',
    'cut short',
  ],
  [
    'an empty ONNX file',
    () => dropped(small({ 'onnx/model_quantized.onnx': new Blob() })),
    'mine__mini/onnx/model_quantized.onnx is empty.',
    'once more',
  ],
  [
    'weights outside the folder',
    () => dropped(small({ 'onnx/model_quantized.onnx': external('../../secret') })),
    'outside its own folder',
    'Do not use',
  ],
  [
    'weights beside the graph that are missing',
    () => dropped(small({ 'onnx/model_quantized.onnx': external('model_quantized.onnx_data') })),
    'model_quantized.onnx_data, which is not there',
    'Bring model_quantized.onnx_data along',
  ],
  [
    'a task that cannot be told',
    () => dropped(small({ 'config.json': json({ architectures: ['Strange'] }) })),
    'config.json says Strange',
    'the field Task in the page, or `task` of `import(files, {task: ',
  ],
  [
    'a name that cannot be told',
    () => dropped(small(), 'plain'),
    'what the model is called',
    'the field Name in the page, or `model` of `import(files, {model: ',
  ],
  [
    'two models',
    () => [...dropped(small(), 'all/a__b'), ...dropped(small(), 'all/c__d')],
    'There are several models: all/a__b/, all/c__d/.',
    'one model at a time',
  ],
  [
    'a path out of the folder',
    () => dropped(small({ '../evil.json': json({}) })),
    '../evil.json',
    'Do not use',
  ],
  ['no zip file', () => new Blob(['hello']), 'it is no zip file', 'drop the folder'],
  [
    'a zip file that was cut short',
    async () => new File([(await packed(small())).slice(0, 300)], 'mine__mini.zip'),
    'cut short',
    'drop the folder',
  ],
  [
    'a zip file with a path out of it',
    async () => packed(small({ '../../evil.onnx': onnxFile(DOUBLE) })),
    '../../evil.onnx',
    'Do not use',
  ],
  [
    'a zip file with an altered byte',
    async () => altered(await packed(small(), 0), (text) => text.replace('Add', 'Ada')),
    'onnx/model_quantized.onnx was altered',
    'once more',
  ],
  [
    'an id of the page',
    () => dropped(small(), 'Xenova__all-MiniLM-L6-v2'),
    'This page has "Xenova/all-MiniLM-L6-v2" already, beside it.',
    'another id: the field Name in the page, or `model` of `import(files, {model: ',
  ],
])('%s: it is said, with a way out, and nothing is stored', async (_case, source, message, hint) => {
  const error = await refusal(engineOf().models.import(await source()));
  expect(error).toMatchObject({
    code: 'model_invalid',
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });
  expect(await stored()).toEqual({ pieces: 0, models: 0 });
});

test('a precision that is not there is refused, with those that are, and where one is said', async () => {
  const error = await refusal(engineOf().models.import(dropped(small()), { dtype: 'q4' }));
  expect(error).toMatchObject({
    code: 'model_invalid',
    message: 'The model has no weights in q4.',
    hint: expect.stringMatching(
      /^There is q8\. .*: the field Precision in the page, or `dtype` of `import\(/,
    ),
  });
  expect(await stored()).toEqual({ pieces: 0, models: 0 });
});

test('an export of which a file was altered is found, also where its zip file was made anew', async () => {
  const engine = engineOf();
  await engine.models.import(dropped(small()));
  const { unzipSync } = await import('fflate');
  const files = unzipSync(
    new Uint8Array(await (await engine.models.export('mine/mini', 'q8')).arrayBuffer()),
  );
  await engine.models.remove('mine/mini', 'q8');
  const folder = Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => [path, new Blob([bytes as Uint8Array<ArrayBuffer>])]),
  );
  const changed = { ...folder, 'tokenizer_config.json': new Blob(['[]']) };
  expect(await refusal(engine.models.import(dropped(changed)))).toMatchObject({
    code: 'model_invalid',
    message: expect.stringContaining('altered since it was exported'),
  });
  const { 'tokenizer.json': _gone, ...fewer } = folder;
  expect(await refusal(engine.models.import(dropped(fewer)))).toMatchObject({
    message: expect.stringContaining('tokenizer.json is missing'),
  });
  expect(await stored()).toEqual({ pieces: 0, models: 0 });
  expect(await engine.models.import(dropped(folder))).toHaveLength(1);
});

test('an import that is stopped in the middle leaves nothing', async () => {
  const controller = new AbortController();
  const engine = engineOf();
  const work = engine.models.import(dropped(await miniLm()), {
    signal: controller.signal,
    onProgress: ({ loaded }) => {
      if (loaded > PIECE_BYTES) controller.abort();
    },
  });
  expect(await refusal(work)).toMatchObject({ code: 'cancelled' });
  expect(await stored()).toEqual({ pieces: 0, models: 0 });
});

test('what a tab that ended in the middle of an import has left is gone after the next visit', async () => {
  const engine = engineOf();
  const folder = await miniLm();
  await new Promise<void>((resolve) => {
    engine.models
      .import(dropped(folder), { onProgress: ({ loaded }) => loaded > PIECE_BYTES && resolve() })
      .catch(() => {});
  });
  engine.close();
  expect((await stored()).pieces).toBeGreaterThan(0);
  await engineOf().models.list();
  await expect.poll(stored).toEqual({ pieces: 0, models: 0 });
});
