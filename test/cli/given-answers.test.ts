import { expect, test } from 'vitest';
import { readSamples } from '../../src/cli/flow-samples.ts';
import { readGivenAnswers } from '../../src/cli/given-answers.ts';
import { flowFolder } from './support/flow-folder.ts';

test('yes, no, true, false and a map answer a step; the last one counts', () => {
  const pairs = ['a=yes', 'b=no', 'c=true', 'd=false', 'e={"comment": "x=y"}', 'a={"approved": false}'];
  expect(readGivenAnswers(pairs).bySteps).toEqual({
    a: { approved: false },
    b: { approved: false },
    c: { approved: true },
    d: { approved: false },
    e: { comment: 'x=y' },
  });
});

test('a step may have any name', () => {
  const { bySteps } = readGivenAnswers(['__proto__=yes']);
  expect(Object.entries(bySteps)).toEqual([['__proto__', { approved: true }]]);
});

test.each(['a', '=yes', 'a=', 'a=maybe', 'a=[1]', 'a=5', 'a=null', 'a={"b": '])(
  '%s is an error of usage',
  (pair) => {
    expect(() => readGivenAnswers([pair])).toThrow(expect.objectContaining({ name: 'UsageError' }));
  },
);

test('a sample may have answers, and files in them lie beside it', async () => {
  const { folder, file } = flowFolder();
  const flow = file('flow.yaml', '');
  file('samples/one.inputs.yaml', 'inputs: {x: 1}\nanswers: {a: true, b: no, c: {comment: fine}}\n');
  file('samples/two.inputs.yaml', 'inputs: {}\n');
  const [one, two] = await readSamples(flow);
  expect(one?.answers).toEqual({
    bySteps: { a: { approved: true }, b: { approved: false }, c: { comment: 'fine' } },
    folder: `${folder}/samples`,
  });
  expect(two?.answers.bySteps).toEqual({});
  file('samples/three.inputs.yaml', 'answers: {a: 5}\n');
  await expect(readSamples(flow)).rejects.toThrow('three.inputs.yaml: the answer to "a"');
});
