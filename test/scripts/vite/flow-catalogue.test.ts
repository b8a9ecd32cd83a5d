import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readCatalogue } from '../../../scripts/vite/flow-catalogue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function flowsFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

test('a flow and its samples stand in the catalogue, with the addresses of their files', async () => {
  const folder = await flowsFolder({
    'voice/flow.yaml': 'name: voice\ndescription: |\n  From speech to text.\ntags: [speech]\nsteps: []\n',
    'voice/samples/b.inputs.yaml': 'inputs: { text: hi }',
    'voice/samples/a.inputs.yaml':
      'title: A\ndescription: Short.\ninputs:\n  sound: { file: a.wav }\n  list: [{ file: a.wav }]\n  map: { file: a.wav, more: 1 }\n',
    'voice/samples/a.expected.yaml': 'outputs: {}',
    'voice/samples/a.wav': 'RIFF',
    'README.md': 'not a flow',
    'empty/notes.txt': 'not a flow either',
  });
  const sound = { file: 'flows/voice/samples/a.wav', name: 'a.wav' };
  expect(await readCatalogue(folder)).toEqual([
    {
      id: 'voice',
      src: 'flows/voice/flow.yaml',
      name: 'voice',
      description: 'From speech to text.',
      tags: ['speech'],
      samples: [
        {
          id: 'a',
          title: 'A',
          description: 'Short.',
          inputs: { sound, list: [sound], map: { file: 'a.wav', more: 1 } },
        },
        { id: 'b', title: 'b', inputs: { text: 'hi' } },
      ],
    },
  ]);
});

test('no folder gives no flows', async () => {
  expect(await readCatalogue(join(await temporaryFolder(), 'flows'))).toEqual([]);
});

test.each([
  ['a/flow.yaml', { 'a/flow.yaml': 'name: [' }],
  [
    'a/samples/x.inputs.yaml: a sample needs `inputs`',
    { 'a/flow.yaml': 'name: a', 'a/samples/x.inputs.yaml': 'a: 1' },
  ],
  [
    'a/samples/x.inputs.yaml: there is no file "gone.wav"',
    { 'a/flow.yaml': 'name: a', 'a/samples/x.inputs.yaml': 'inputs: { s: { file: gone.wav } }' },
  ],
])('a fault names its file: %s', async (message, files) => {
  await expect(readCatalogue(await flowsFolder(files))).rejects.toThrow(`flows/${message}`);
});
