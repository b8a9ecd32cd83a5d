import { expect, test } from 'vitest';
import { describeExecutor } from '../../../src/executors/index.ts';
import { loadExecutor } from '../../../src/workers/pool/load-executor.ts';
import { ModuleExecutor } from '../../../src/workers/pool/module-executor.ts';

const moduleOf = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`;

test('what a module declares of its outputs is told by the executor that stands for it', async () => {
  const url = moduleOf(`export default {
    outputSchema: { type: 'object', properties: { shouted: { type: 'string' } } },
    execute: () => ({ success: true, outputs: {} }),
  }`);
  const declared = describeExecutor('shout', await loadExecutor('shout', url));
  const standIn = new ModuleExecutor(declared, url);
  expect(describeExecutor('shout', standIn).outputSchema).toMatchObject({
    properties: { shouted: { type: 'string' } },
  });
});

test.each([
  [
    'whose class cannot be made',
    'export default class { constructor() { throw new Error("no"); } execute() {} }',
  ],
  ['whose schema is none', 'export default { configSchema: { type: "nonsense" }, execute() {} }'],
  ['that has no execute', 'export default {}'],
])('a module %s is refused with its address', async (_, text) => {
  const url = moduleOf(text);
  await expect(loadExecutor('a', url)).rejects.toMatchObject({
    code: 'executor_unloadable',
    message: expect.stringContaining('data:text/javascript'),
  });
});
