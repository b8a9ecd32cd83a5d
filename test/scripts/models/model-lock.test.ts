import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readModelLock } from '../../../scripts/models/model-lock.ts';
import { modelTable } from '../../../scripts/models/model-table.ts';
import { testModelTable } from '../../../scripts/models/test-model-table.ts';
import { inProject } from '../../../scripts/project.ts';
import { lockSample } from '../support/sample-model.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test.each([
  ['models.lock.json', modelTable],
  ['test-models.lock.json', testModelTable],
])('%s holds what its table names', async (name, table) => {
  const { models } = await readModelLock(inProject('models', name));
  expect(models.map(({ id, files }) => ({ id, files: files.map(({ path }) => path) }))).toEqual(
    table.map(({ id, files }) => ({ id, files })),
  );
  for (const entry of table) {
    const { files: _, optimise = [], source, converted, ...rest } = entry;
    const locked = models.find(({ id }) => id === entry.id);
    expect(locked).toMatchObject({ ...rest, source });
    expect(locked?.converted?.from.map(({ path }) => path)).toEqual(converted?.from);
    expect(locked?.files.filter(({ optimised }) => optimised !== undefined).map(({ path }) => path)).toEqual(
      optimise,
    );
  }
});

test.each(['../outside', '/etc/passwd', 'onnx/../../outside', 'a\\b'])(
  'a lock cannot name the place %s',
  async (path) => {
    const model = lockSample({ name: 'a', version: '1.0.0', integrity: 'sha512-AAAA' });
    const [file] = model.files;
    const at = join(await temporaryFolder(), 'lock.json');
    await writeFile(at, JSON.stringify({ version: 1, models: [{ ...model, files: [file] }] }));
    await expect(readModelLock(at)).resolves.toBeDefined();
    await writeFile(at, JSON.stringify({ version: 1, models: [{ ...model, files: [{ ...file, path }] }] }));
    await expect(readModelLock(at)).rejects.toThrow('path');
  },
);
