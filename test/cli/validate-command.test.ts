import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { coloured, type Paint, plain } from '../../src/cli/terminal/paint.ts';
import { flowFolder } from './support/flow-folder.ts';

/** Runs the command line in this process, as far as it needs no browser. */
async function promptflow(args: readonly string[], paint: Paint = plain) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, {
    prepare: () => Promise.reject(new Error('No browser is needed here.')),
    site: '',
    out: (line) => out.push(...line.split('\n')),
    err: (line) => err.push(...line.split('\n')),
    paintOut: paint,
    paintErr: paint,
  });
  return { code, out, err };
}

const { file } = flowFolder();
const good = file('good.yaml', 'name: f\nsteps: []\n');
const wrong = file(
  'wrong.yaml',
  'name: f\nstepz: 1\nsteps:\n  - {name: a, executor: text_procesor}\n  - {name: a}\n',
);

test('each fault comes with its line of the text and its hint, and the count comes last', async () => {
  const { code, out, err } = await promptflow(['validate', good, wrong]);
  expect({ code, err }).toEqual({ code: 2, err: [] });
  expect(out).toEqual([
    `${wrong}:2:1 unknown_key A flow has no key "stepz". [warning]`,
    '2 | stepz: 1',
    '  | ^~~~~',
    '  help: Did you mean steps?',
    '',
    `${wrong}:4:25 unknown_executor There is no executor "text_procesor".`,
    '4 |   - {name: a, executor: text_procesor}',
    '  |                         ^~~~~~~~~~~~~',
    '  help: Did you mean text_processor?',
    '',
    `${wrong}:5:5 missing_key Step "a" needs an "executor".`,
    '5 |   - {name: a}',
    '  |     ^',
    '',
    '2 errors, 1 warning in 2 files',
  ]);
});

test('--format short is a line for each fault and for each good flow', async () => {
  const { code, out } = await promptflow(['validate', '--format', 'short', good, wrong]);
  expect(code).toBe(2);
  expect(out).toEqual([
    `${good}: no errors`,
    `${wrong}:2:1 unknown_key A flow has no key "stepz". (Did you mean steps?) [warning]`,
    `${wrong}:4:25 unknown_executor There is no executor "text_procesor". (Did you mean text_processor?)`,
    `${wrong}:5:5 missing_key Step "a" needs an "executor".`,
  ]);
});

test.each([
  ['name: f\nsteps: []\n', 0, 'no errors in 1 file'],
  ['name: f\nstepz: 1\nsteps: []\n', 0, '1 warning in 1 file'],
  ['steps: []\n', 2, '1 error in 1 file'],
])('%j ends with %i and counts %s', async (text, code, line) => {
  const told = await promptflow(['validate', file('one.yaml', text)]);
  expect(told.code).toBe(code);
  expect(told.out.at(-1)).toBe(line);
});

test('colours go around what is there without them', async () => {
  const bare = await promptflow(['validate', wrong]);
  const { out } = await promptflow(['validate', wrong], coloured);
  expect(out.join('\n')).toContain('\u001b[31m^~~~~~~~~~~~~');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that colour a terminal.
  expect(out.map((line) => line.replace(/\u001b\[\d+m/g, ''))).toEqual(bare.out);
});

test.each([
  [['validate']],
  [['validate', 'nowhere.yaml']],
  [['validate', good, '--format', 'long']],
  [['validate', good, '--json']],
])('%j is used wrongly', async (args) => {
  const { code, out, err } = await promptflow(args);
  expect({ code, out }).toEqual({ code: 2, out: [] });
  expect(err.join('')).not.toBe('');
});

test('run tells what keeps a flow or its inputs from running in one line each, and needs no browser', async () => {
  const asks = file('asks.yaml', 'name: f\ninputs: [text]\nsteps: []\n');
  const { code, err } = await promptflow(['run', asks]);
  expect(code).toBe(2);
  expect(err).toEqual([`${asks}:2:10 input_missing Input "text" is required (a text).`]);
  expect((await promptflow(['run', wrong])).err).toHaveLength(3);
});

test('run writes the trace of a run that was refused, too, and says at once where it cannot', async () => {
  const { file: place, read } = flowFolder();
  const flow = place('flow.yaml', 'name: f\ninputs: [text]\nsteps: []\n');
  const trace = place('trace.json', '');
  await promptflow(['run', flow, '--trace', trace]);
  expect(JSON.parse(read('trace.json')).traceEvents).toContainEqual(
    expect.objectContaining({ name: 'f', args: expect.objectContaining({ status: 'failed' }) }),
  );
  const { code, err } = await promptflow(['run', flow, '--trace', '/nowhere/at/all/trace.json']);
  expect(code).toBe(2);
  expect(err[0]).toContain('--trace');
});
