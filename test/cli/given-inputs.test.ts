import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGivenInputs } from '../../src/cli/given-inputs.ts';
import { INPUT_TYPES, type InputDefinition } from '../../src/flow/index.ts';

const span = { line: 1, column: 1, endLine: 1, endColumn: 2 };
const definitions: InputDefinition[] = INPUT_TYPES.map((type) => ({
  name: type,
  type,
  required: true,
  validation: {},
  span,
}));
const folder = mkdtempSync(join(tmpdir(), 'given-inputs-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

test('texts become what the input asks for', async () => {
  const pairs = ['string=1', 'integer=2', 'float=2.5', 'boolean=true', 'array=[1,"a"]', 'object={"k":1}'];
  expect(await readGivenInputs(pairs, undefined, definitions)).toEqual({
    values: { string: '1', integer: 2, float: 2.5, boolean: true, array: [1, 'a'], object: { k: 1 } },
    files: {},
  });
});

test('what does not fit stays as it is, for the check to tell', async () => {
  const { values } = await readGivenInputs(
    ['integer=many', 'boolean=yes', 'array=[1'],
    undefined,
    definitions,
  );
  expect(values).toEqual({ integer: 'many', boolean: 'yes', array: '[1' });
});

test('a value may have = in it', async () => {
  expect((await readGivenInputs(['string=a=b'], undefined, definitions)).values).toEqual({ string: 'a=b' });
});

test('@ is the file for a file input, and its text for any other', async () => {
  const path = file('note.txt', 'hello');
  const { values, files } = await readGivenInputs(
    [`string=@${path}`, `audio=@${path}`],
    undefined,
    definitions,
  );
  expect(values).toEqual({ string: 'hello' });
  expect(files).toEqual({ audio: path });
});

test('--inputs is a map; files are beside it; --input comes after it', async () => {
  const path = file('beside.wav', '');
  const json = file('inputs.json', '{"string": "a", "integer": 1, "audio": {"file": "beside.wav"}}');
  const { values, files } = await readGivenInputs(['string=b'], json, definitions);
  expect(values).toEqual({ string: 'b', integer: 1 });
  expect(files).toEqual({ audio: path });
});

test.each([
  ['no =', ['string'], undefined],
  ['no file', ['audio=@/nowhere/at/all.wav'], undefined],
  ['no JSON file', [], '/nowhere/at/all.json'],
  ['no JSON', [], file('broken.json', '{')],
  ['no map', [], file('list.json', '[]')],
])('%s is an error of usage', async (_, pairs, json) => {
  await expect(readGivenInputs(pairs, json, definitions)).rejects.toMatchObject({ name: 'UsageError' });
});
