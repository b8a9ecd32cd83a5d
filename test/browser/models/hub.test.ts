import { afterEach, expect, inject, test } from 'vitest';
import type { DownloadRequest } from '../../../src/models/weights/download-policy.ts';
import { EngineClient, type EngineClientOptions } from '../../../src/workers/engine/engine-client.ts';
import { freshDatabase } from '../storage/fresh-database.ts';

/** Models of a hub, as a page's author allows them and its user agrees to them. */
freshDatabase();

const engines: EngineClient[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});

function engineWith(options: EngineClientOptions = {}): EngineClient {
  const engine = new EngineClient({ root: new URL('/', location.href), ...options });
  engines.push(engine);
  return engine;
}

const flow = (model: string): string =>
  `name: hub\nsteps:\n  - name: embed\n    executor: model_executor\n    config: {task: feature-extraction, model_name: ${model}, text: a cat sleeps}\n`;
const askedFor = async (): Promise<readonly string[]> =>
  (await fetch(new URL('log', inject('hubServer')))).json();
const hub = () => ({ host: inject('hubServer'), revision: 'v1', allow: ['hub/*'] });

test('a model of the hub is fetched once, after the user agreed, and works without the hub from then on', async () => {
  await askedFor();
  const questions: DownloadRequest[] = [];
  const agreeing = engineWith({
    hub: hub(),
    confirmDownload: async (request) => {
      questions.push(request);
      return true;
    },
  });
  const first = await agreeing.executeFlow(flow('hub/all-MiniLM-L6-v2'), {});
  expect(first.error).toBeUndefined();
  expect(questions).toEqual([
    { model: 'hub/all-MiniLM-L6-v2', dtype: 'q8', host: new URL(inject('hubServer')).host, size: 23_685_047 },
  ]);
  const asked = await askedFor();
  expect(asked[0]).toBe('/api/models/hub/all-MiniLM-L6-v2/tree/v1');
  expect(new Set(asked).size).toBe(asked.length);
  const embedded = await agreeing.executeFlow(flow('Xenova/all-MiniLM-L6-v2'), {});
  expect(first.outputs['embed']).toMatchObject({
    predictions: (embedded.outputs['embed'] as { predictions: unknown }).predictions,
  });
  // Another visit, with a hub that must not be asked.
  const later = engineWith();
  expect(await later.executeFlow(flow('hub/all-MiniLM-L6-v2'), {})).toMatchObject({ success: true });
  expect(await askedFor()).toEqual([]);
  expect(await later.models.list()).toContainEqual(
    expect.objectContaining({ model: 'hub/all-MiniLM-L6-v2', from: 'hub', isStored: true, isPinned: false }),
  );
  await later.models.pin('hub/all-MiniLM-L6-v2', 'q8', true);
  await later.models.remove('hub/all-MiniLM-L6-v2', 'q8');
  expect((await later.models.list()).map(({ model }) => model)).not.toContain('hub/all-MiniLM-L6-v2');
});

test.each<[string, string, () => EngineClientOptions, string, string]>([
  ['without a hub', 'hub/all-MiniLM-L6-v2', () => ({}), 'model_unavailable', 'Did you mean'],
  [
    'with nobody to ask',
    'hub/all-MiniLM-L6-v2',
    () => ({ hub: hub() }),
    'download_refused',
    'confirmDownload',
  ],
  [
    'with a no',
    'hub/all-MiniLM-L6-v2',
    () => ({ hub: hub(), confirmDownload: async () => false }),
    'download_refused',
    'agree',
  ],
  ['not on the list', 'other/model', () => ({ hub: hub() }), 'model_unavailable', 'allows'],
  ['not on the hub', 'hub/nothing', () => ({ hub: hub() }), 'model_unavailable', 'revision'],
  [
    'a hub that is gone',
    'hub/nothing',
    () => ({ hub: { host: 'http://127.0.0.1:9', revision: 'v1' } }),
    'download_failed',
    'network',
  ],
])('%s', async (_case, model, options, code, hint) => {
  const engine = engineWith(options());
  await askedFor();
  const { error } = await engine.executeFlow(flow(model), {});
  expect(error).toMatchObject({ code, hint: expect.stringContaining(hint) });
  expect((await askedFor()).filter((path) => path.includes('resolve'))).toEqual([]);
});
