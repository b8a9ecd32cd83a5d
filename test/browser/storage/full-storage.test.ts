import { openDB } from 'idb';
import { afterEach, expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import type { EngineClient, FlowResult } from '../../../src/index.ts';
import { closeEngines, openEngine } from './cut-off.ts';

const MEGABYTE = 1024 * 1024;

afterEach(async () => {
  await grant(undefined);
  closeEngines();
});

/** What vitest says of the protocol's session leaves its methods out. */
interface DebugSession {
  send(method: string, parameters: object): Promise<unknown>;
}

/** How much the browser lets the site store, in bytes. */
async function grant(quotaSize: number | undefined): Promise<void> {
  const session = cdp() as unknown as DebugSession;
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: location.origin,
    ...(quotaSize !== undefined && { quotaSize }),
  });
}

/** How much the site stores, in bytes. */
async function usage(): Promise<number> {
  return (await navigator.storage.estimate()).usage ?? Number.POSITIVE_INFINITY;
}

/** A run over a file of so many bytes, which nothing can compress. */
async function runOver(engine: EngineClient, bytes: number): Promise<FlowResult> {
  const content = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(content.subarray(at, at + 65_536));
  return engine.executeFlow(
    `name: hashes
inputs: [{name: file, type: file}]
steps: [{name: hash, executor: file_processor, config: {file: "{{ inputs.file }}", processing_type: hash}}]
`,
    { file: new File([content], 'noise.bin') },
  );
}

async function everyKey(): Promise<string> {
  const database = await openDB('prompt-flow');
  const keys: unknown[] = [];
  for (const store of database.objectStoreNames) keys.push(store, await database.getAllKeys(store));
  database.close();
  return JSON.stringify(keys);
}

test('an import that does not fit leaves nothing behind, what was there before is whole, and there is a way out', async () => {
  const engine = await openEngine();
  const earlier = await runOver(engine, MEGABYTE);
  const large = await runOver(engine, 9 * MEGABYTE);
  const archive = await engine.history.export([large.executionId]);
  await engine.history.delete(large.executionId);
  const before = await everyKey();
  await grant((await usage()) + 4 * MEGABYTE);
  // The browser goes by what it granted before for half a minute at most.
  const refusal = async (): Promise<unknown> => {
    try {
      await engine.history.import(archive);
    } catch (thrown) {
      return thrown;
    }
    await engine.history.delete(large.executionId);
    return undefined;
  };
  await expect.poll(refusal, { timeout: 90_000, interval: 1000 }).toMatchObject({
    code: 'storage_full',
    hint: expect.stringContaining('what was stored before is intact'),
  });
  expect(await everyKey()).toBe(before);
  const { state } = await engine.history.open(earlier.executionId);
  expect(state.steps['hash']?.outputs).toEqual(earlier.steps['hash']?.outputs);
  await engine.history.delete(earlier.executionId);
  await grant(undefined);
  expect(await engine.history.import(archive)).toMatchObject({ imported: [large.executionId] });
  await engine.history.delete(large.executionId);
}, 120_000);
