import { afterEach, expect, test } from 'vitest';
import { EngineClient, type EngineClientOptions } from '../../../src/index.ts';

/** Engines of one site with the browser's own locks and channels; test/e2e/shared-models.test.ts has one in each tab. */
const engines: EngineClient[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.close();
});

function openEngine(options: EngineClientOptions = {}): EngineClient {
  const engine = new EngineClient({ root: new URL('/', location.href), ...options });
  engines.push(engine);
  return engine;
}

const FLOW = `name: vectors
steps:
  - name: embed
    executor: model_executor
    config: {task: feature-extraction, model_name: Xenova/all-MiniLM-L6-v2, text: a cat sleeps}
`;

async function embed(engine: EngineClient) {
  const { steps, error } = await engine.executeFlow(FLOW, {});
  expect(error).toBeUndefined();
  const { outputs, metadata } = steps['embed'] ?? {};
  return { vector: outputs?.['predictions'], isShared: metadata?.['shared'] === true };
}

test('an engine asks the one that has the model, and loads it when that one is closed', async () => {
  const first = openEngine();
  const second = openEngine();
  const { vector, isShared } = await embed(first);
  expect(isShared).toBe(false);
  expect(await embed(second)).toEqual({ vector, isShared: true });
  first.close();
  expect(await embed(second)).toEqual({ vector, isShared: false });
});

test('an engine that may fetch from a hub shares with no other', async () => {
  const hub = { host: 'https://hub.example', allow: ['nobody/*'] };
  const [asks, plain, asksToo] = [openEngine({ hub }), openEngine(), openEngine({ hub })];
  for (const engine of [asks, plain, asksToo]) expect(await embed(engine)).toMatchObject({ isShared: false });
  expect(await embed(openEngine())).toMatchObject({ isShared: true });
});
