import { afterEach, expect, test, vi } from 'vitest';
import { FlowRunner } from '../../../src/engine/index.ts';
import { builtinRegistry } from '../../../src/executors/builtin.ts';
import { closeDatabase } from '../../../src/storage/database/open-database.ts';
import { openStorage } from '../../../src/storage/index.ts';

afterEach(async () => {
  vi.unstubAllGlobals();
  await closeDatabase();
});

/** As some browsers are in private windows. */
const DATABASES: readonly [string, () => void][] = [
  ['no IndexedDB', () => vi.stubGlobal('indexedDB', undefined)],
  [
    'an IndexedDB that refuses to open',
    () =>
      vi.stubGlobal('indexedDB', {
        open: () => {
          throw new DOMException('Access is denied.', 'SecurityError');
        },
      }),
  ],
];

test.each(DATABASES)('%s: flows run in memory, and the result says so', async (_, take) => {
  await closeDatabase();
  take();
  const { files, lasting, fault } = await openStorage(new Set());
  expect(fault).toMatchObject({ code: 'storage_unavailable' });
  expect(lasting).toBeUndefined();
  const runner = new FlowRunner(builtinRegistry(), { files, ...(fault && { storageFault: fault }) });
  const flow = `name: f
inputs: [{name: file, type: file}]
steps: [{name: a, executor: file_processor, config: {file: "{{ inputs.file }}", processing_type: hash}}]`;
  const result = await runner.executeFlow(flow, { file: new File(['hello'], 'a.txt') });
  expect(result.error).toBeUndefined();
  expect(result.metadata['storage_fault']).toMatchObject({ code: 'storage_unavailable' });
});
