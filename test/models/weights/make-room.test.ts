import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CatalogueModel, ModelOrigin } from '../../../src/models/catalogue/catalogue-model.ts';
import { DownloadPolicy } from '../../../src/models/weights/download-policy.ts';
import { MemoryWeightStore } from '../../../src/models/weights/memory-weight-store.ts';
import { WeightLibrary } from '../../../src/models/weights/weight-library.ts';

/** Every file is of a hundred bytes. */
const SIZE = 100;
let server: Server;
let modelsUrl: URL;

beforeAll(async () => {
  server = createServer((_request, response) => void response.end(Buffer.alloc(SIZE)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  modelsUrl = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

afterAll(() => server.close());

const modelOf = (id: string, origin: ModelOrigin = { kind: 'site' }): CatalogueModel => ({
  id,
  task: 'none',
  dtype: 'q8',
  size: SIZE,
  files: [{ path: 'weights.bin', size: SIZE }],
  origin,
});

test('a model that is fetched takes the place of those that were not used for the longest time and can be fetched again', async () => {
  const store = new MemoryWeightStore();
  let now = 0;
  const held = async (): Promise<number> => (await store.list()).length * SIZE;
  const library = new WeightLibrary({
    modelsUrl,
    store,
    policy: new DownloadPolicy(),
    now: () => ++now,
    hasRoomFor: async (bytes) => (await held()) + bytes <= 3 * SIZE,
  });
  for (const id of ['a/pinned', 'a/old', 'a/new']) await library.bring(modelOf(id));
  const [pinned] = await store.list();
  if (pinned !== undefined) await store.record({ ...pinned, pinned: true });
  await library.bring(modelOf('a/next'));
  expect((await store.list()).map(({ id }) => id)).toEqual(['a/pinned', 'a/new', 'a/next']);
  // What its user brought cannot be had again.
  for (const each of await store.list())
    await store.record({ ...each, pinned: false, origin: { kind: 'import' } });
  const files = await library.bring(modelOf('a/last'));
  expect(files.get('weights.bin')?.size).toBe(SIZE);
  expect((await store.list()).map(({ id }) => id)).toEqual(['a/pinned', 'a/new', 'a/next']);
});
