import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import type { LockedModel, ModelLock } from '../../../scripts/models/model-lock.ts';
import { readModelLock } from '../../../scripts/models/model-lock.ts';
import { makeDelta } from '../../../scripts/models/optimise/delta.ts';
import { originalModels } from '../../../scripts/models/optimise/original-models.ts';
import { provideModels } from '../../../scripts/models/provide-models.ts';
import { inProject } from '../../../scripts/project.ts';
import { silentReport } from '../../../scripts/report.ts';
import { localRegistry, packPackage } from '../support/local-registry.ts';
import { inPackage, lockFile, lockSample, sampleFiles } from '../support/sample-model.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const GRAPH = 'onnx/model.onnx';
const DELTA = 'optimised/graph.delta.gz';
const original = sampleFiles[GRAPH] ?? Buffer.of();
/** Its halves change places, as an optimised graph has the same weights in another order, and something is new. */
const optimised = Buffer.concat([
  original.subarray(5000),
  Buffer.from('fused operators'),
  original.subarray(0, 5000),
]);

beforeEach(() => {
  vi.stubEnv('npm_config_fetch_retries', '0');
  vi.stubEnv('PROMPTFLOW_HUB', 'http://127.0.0.1:9');
  return () => void vi.unstubAllEnvs();
});

/** A model whose graph the lock has optimised, the package as it was, and a folder of deltas. */
async function houseWithDelta(delta = makeDelta(original, optimised)) {
  const folder = await temporaryFolder();
  const packed = await packPackage('@sample/weights', inPackage(sampleFiles));
  const registry = await localRegistry(packed);
  const sample = lockSample(packed);
  const { path: _same, ...from } = lockFile(GRAPH, original);
  const model: LockedModel = {
    ...sample,
    files: sample.files.map((file) =>
      file.path === GRAPH ? { ...lockFile(GRAPH, optimised), optimised: { from, delta: DELTA } } : file,
    ),
  };
  const lock: ModelLock = { version: 1, models: [model] };
  const deltaFolder = join(folder, 'models');
  await mkdir(join(deltaFolder, 'optimised'), { recursive: true });
  await writeFile(join(deltaFolder, DELTA), delta);
  const publicFolder = join(folder, 'public');
  return {
    registry,
    lock,
    publicFolder,
    deltaFolder,
    laid: () => readFile(join(publicFolder, 'Sample/model', GRAPH)),
    provide: (more = {}) =>
      provideModels({
        lock,
        publicFolder,
        deltaFolder,
        cacheFolder: join(folder, 'cache'),
        memory: join(folder, 'memory.json'),
        report: silentReport,
        ...more,
      }),
  };
}

test('an optimised graph is made out of the one in the package, and the page is told', async () => {
  const { provide, laid, publicFolder, registry } = await houseWithDelta();
  await provide();
  expect(optimised.equals(await laid())).toBe(true);
  const { models } = JSON.parse(await readFile(join(publicFolder, 'models.json'), 'utf8'));
  expect(models).toMatchObject([{ isOptimised: true, size: optimised.length + 23 }]);
  // The second time, and in another clone, nothing is fetched or made.
  const asked = registry.requests.length;
  await rm(publicFolder, { recursive: true });
  await provide({ deltaFolder: '/nowhere' });
  expect(optimised.equals(await laid())).toBe(true);
  expect(registry.requests).toHaveLength(asked);
});

test('a delta that leads elsewhere stops set-up with its name', async () => {
  const { provide, laid } = await houseWithDelta(makeDelta(original, Buffer.from(optimised).reverse()));
  await expect(provide()).rejects.toThrow(`Sample/model/${GRAPH} made by models/${DELTA} has the wrong hash`);
  await expect(laid()).rejects.toThrow('ENOENT');
});

test('the models as their packages have them are another lock', async () => {
  const { provide, laid, lock } = await houseWithDelta();
  await provide({ lock: originalModels(lock) });
  expect(original.equals(await laid())).toBe(true);
});

test('models without an optimised graph are not among them', async () => {
  const lock = await readModelLock(inProject('models', 'models.lock.json'));
  const ids = originalModels(lock).models.map(({ id }) => id);
  expect(ids).toContain('Xenova/all-MiniLM-L6-v2');
  expect(ids).not.toContain('snakers4/silero-vad');
});
